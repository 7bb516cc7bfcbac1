# A cursor made beforehand gets everything from then on, though its reader comes late.
ringctl create r
ringctl create r/late --hold
seq 3 | ringcat -w r
ringcat r
ringcat -c late r

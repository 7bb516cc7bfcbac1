# One row a ring under one heading, then who is attached.
seq 3 | ringcat -w logs
ringctl create -s 64K empty
ringstat >table
says table '^ *RING .*SIZE .*FILL'
says table '^[> ]*empty .*64'
says table '^[> ]*logs .*16'
ringctl create logs/archive --hold
ringstat logs >table
says table 'archive'

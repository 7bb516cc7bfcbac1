# A name that is nearly right gets a hint.
ringctl create orders
expect 3 ringcat order 2>err
says err '^hint: .*orders'

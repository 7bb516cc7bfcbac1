# A folder that does not exist holds no rings, and looking does not make it.
ringctl create -s 64K here
ringctl ls
export RINGPIPE_DIR=$RINGPIPE_DIR/none
ringctl ls
ringstat -q
[ ! -e "$RINGPIPE_DIR" ] || fail 'it was made'

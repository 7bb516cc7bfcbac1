# ls names the rings of the folder in order, one a line, and nothing when there is none.
ringctl ls
ringctl create -s 64K b
ringctl create -s 64K a
mkdir "$RINGPIPE_DIR/no-ring" "$RINGPIPE_DIR/.hidden.ring"
touch "$RINGPIPE_DIR/file.ring"
ringctl ls
# What it prints names the ring, whatever that is called.
ringctl create -s 64K a.ring.ring
ringctl ls
ringctl ls | xargs ringctl rm
ringctl ls

# Input may be a socket, also one of messages, each of which is read whole.
seq 100000 >in
publish() { # KIND RING BYTES: as messages of so many
    python3 - "$@" <<'PYTHON'
import socket, subprocess, sys
kind, ring, size = getattr(socket, sys.argv[1]), sys.argv[2], int(sys.argv[3])
ours, theirs = socket.socketpair(type=kind)
writer = subprocess.Popen(["ringcat", "-w", ring], stdin=theirs)
theirs.close()
text = open("in", "rb").read()
for at in range(0, len(text), size):
    ours.sendall(text[at:at + size])
ours.shutdown(socket.SHUT_WR)
raise SystemExit(writer.wait())
PYTHON
}
ringctl create -s 1M r
publish SOCK_STREAM r 100000
ringcat r >out
same in out

head -c 36018 in >some
mv some in
ringctl create -s 64K packets
publish SOCK_SEQPACKET packets 6003
ringcat packets >out
same in out

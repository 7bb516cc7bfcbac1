# Input may be a socket.
seq 100000 >in
python3 - <<'PYTHON'
import socket, subprocess, threading
ours, theirs = socket.socketpair()
writer = subprocess.Popen(["ringcat", "-w", "r"], stdin=theirs)
theirs.close()
ours.sendall(open("in", "rb").read())
ours.shutdown(socket.SHUT_WR)
raise SystemExit(writer.wait())
PYTHON
ringcat r >out
same in out

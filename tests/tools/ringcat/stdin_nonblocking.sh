# Input that would block is waited for, without eating the processor.
python3 - <<'PYTHON'
import os, subprocess, time
end, start = os.pipe()
os.set_blocking(end, False)
writer = subprocess.Popen(["ringcat", "-w", "r"], stdin=end)
os.close(end)
os.write(start, b"one\n")
time.sleep(1)
os.write(start, b"two\n")
os.close(start)
status = writer.wait()
used = os.times()
if used.children_user + used.children_system > 0.5:
    raise SystemExit("it waited busily: %.2f s" % (used.children_user + used.children_system))
raise SystemExit(status)
PYTHON
ringcat r

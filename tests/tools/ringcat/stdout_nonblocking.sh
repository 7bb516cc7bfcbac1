# Output that would block is waited for, and nothing is lost or doubled.
seq 500000 >in
ringcat -w r <in
python3 - <<'PYTHON'
import os, subprocess, time
end, start = os.pipe()
os.set_blocking(start, False)
reader = subprocess.Popen(["ringcat", "r"], stdout=start)
os.close(start)
with open("out", "wb") as out:
    while chunk := os.read(end, 50000):
        out.write(chunk)
        time.sleep(0.005)
raise SystemExit(reader.wait())
PYTHON
same in out

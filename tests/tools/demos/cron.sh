# Cron in one line: each record is counted once for each success; if the mail cannot be sent, the same
# records come again next time.
# shellcheck disable=SC2016  # they are for the command's shell
seq 3 | sed 's/^/ERROR /' | ringcat -q -w logs
job() { ringcat -q -x --hold --cursor errs logs --each 'set -e; n=$(grep -c ERROR); ./mail "$n"'; }
printf '#!/bin/sh\nexit 75\n' >mail
chmod +x mail
expect 8 job 2>err
says err "exited 75; records 0 to 2 were not consumed"
echo 'ERROR 4' | ringcat -q -w logs
printf '#!/bin/sh\necho "$1 errors"\n' >mail
job
job
echo 'ERROR 5' | ringcat -q -w logs
job

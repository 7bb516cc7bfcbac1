# --stderr publishes both streams; lines of one do not tear those of the other.
# shellcheck disable=SC2016  # for the shell inside
ringcat -w --stderr r sh -c '
    for i in $(seq 2000); do printf "out"; printf "put\n"; done &
    for i in $(seq 2000); do printf "error-" >&2; printf "line\n" >&2; done
    wait' 2>err
[ ! -s err ] || fail "it went past the ring: $(head -c 200 err)"
ringcat r | sort | uniq -c | sed 's/^ *//'
# Each stream's last line may lack its end; without it they would be one.
ringcat -w --stderr r sh -c 'printf o; printf e >&2'
ringcat --framing lines r | wc -c

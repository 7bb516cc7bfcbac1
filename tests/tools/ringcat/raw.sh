# Raw framing makes a record of what each read brings and adds nothing to it.
{
    printf 'first\nand more'
    sleep 0.5
    printf 'second\n'
} | ringcat -w --framing raw r
ringcat -n 1 r
echo
ringcat r

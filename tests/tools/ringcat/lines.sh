# Lines come out as they went in, and the end of the writer is the end of the reader.
seq 3 | ringcat -w r
ringcat r

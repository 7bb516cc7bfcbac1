// Terminal: a pseudo terminal that changes nothing of what is written to it.
#include "ringcat/terminal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace ringpipe::ringcat {

void copy_window_size(int to) {
    winsize size{};
    constexpr int kStreams[] = {STDERR_FILENO, STDIN_FILENO, STDOUT_FILENO};
    for (const int fd : kStreams) {
        if (ioctl(fd, TIOCGWINSZ, &size) == 0) {
            ioctl(to, TIOCSWINSZ, &size);
            return;
        }
    }
    const int own = ::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (own < 0) return;
    if (ioctl(own, TIOCGWINSZ, &size) == 0) ioctl(to, TIOCSWINSZ, &size);
    ::close(own);
}

int open_terminal(Terminal& terminal) {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return errno;
    // By the master, and not by a name that may mean nothing in this mount namespace.
    int slave = -1;
    if (grantpt(master) == 0 && unlockpt(master) == 0) {
        slave = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    termios modes{};
    if (slave < 0 || tcgetattr(slave, &modes) != 0) {
        const int error = errno;
        if (slave >= 0) ::close(slave);
        ::close(master);
        return error;
    }
    modes.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    modes.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    tcsetattr(slave, TCSANOW, &modes);
    const winsize usual{24, 80, 0, 0};
    ioctl(slave, TIOCSWINSZ, &usual);
    copy_window_size(slave);
    terminal = {master, slave};
    return 0;
}

}  // namespace ringpipe::ringcat

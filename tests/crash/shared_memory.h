// SharedMemory: a T, at first all zero, that forked children share with their parent.
#pragma once

#include <sys/mman.h>

#include <cstdlib>

namespace ringpipe::testing {

template <class T>
class SharedMemory {
public:
    SharedMemory() {
        void* memory = mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED) std::abort();
        value_ = static_cast<T*>(memory);
    }
    ~SharedMemory() { munmap(value_, sizeof(T)); }
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    T* operator->() const { return value_; }
    T& operator*() const { return *value_; }

private:
    T* value_;
};

}  // namespace ringpipe::testing

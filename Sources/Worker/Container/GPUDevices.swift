import Synchronization

/// Which graphics processors are taken, so that no two jobs get the same.
final class GPUDevices: Sendable {
    private let free: Mutex<[Int]>

    /// - Parameter count: how many the worker offers; they are those with the lowest numbers.
    init(count: Int) {
        free = Mutex(Array(0..<max(0, count)))
    }

    /// Takes some. The server never hands out more than are offered, so there always are as many.
    func take(_ count: Int) -> [Int] {
        free.withLock { free in
            let taken = Array(free.prefix(max(0, count)))
            free.removeFirst(taken.count)
            return taken
        }
    }

    func giveBack(_ devices: [Int]) {
        free.withLock { free in
            free += devices
            free.sort()
        }
    }
}

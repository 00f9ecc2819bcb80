import NIOCore
import Synchronization

/// What waits to be sent to one listener: filled from any thread, emptied on the event loop, and counted until it has
/// left the process.
final class WebSocketOutbox: Sendable {
    enum Admission {
        /// The event loop has to be told.
        case first
        case behindOthers
        /// It is too much, and the last thing that was asked for.
        case overflow
        case closed
    }

    private struct State {
        var isOpen = true
        var waiting: [ByteBuffer] = []
        /// Waiting here or in the channel.
        var frames = 0
        var bytes = 0
    }

    private let maximumFrames: Int
    private let maximumBytes: Int
    private let state = Mutex(State())

    init(_ settings: WebSocketSettings) {
        maximumFrames = settings.maximumQueuedFrames
        maximumBytes = settings.maximumQueuedBytes
    }

    func add(_ text: ByteBuffer) -> Admission {
        state.withLock { state in
            guard state.isOpen else { return .closed }
            guard reserve(text.readableBytes, &state) else {
                state.isOpen = false
                return .overflow
            }
            state.waiting.append(text)
            return state.waiting.count == 1 ? .first : .behindOthers
        }
    }

    /// Makes room for a frame that does not wait here.
    func reserve(_ bytes: Int) -> Bool {
        state.withLock { reserve(bytes, &$0) }
    }

    /// Counts a frame off that was written, or never will be.
    func release(_ bytes: Int) {
        state.withLock { state in
            state.frames -= 1
            state.bytes -= bytes
        }
    }

    /// Hands out all that waits; it stays counted.
    func take() -> [ByteBuffer] {
        state.withLock { state in
            let waiting = state.waiting
            state.waiting = []
            return waiting
        }
    }

    /// Takes nothing more.
    func close() {
        state.withLock { $0.isOpen = false }
    }

    private func reserve(_ bytes: Int, _ state: inout State) -> Bool {
        guard state.frames < maximumFrames, state.bytes + bytes <= maximumBytes else { return false }
        state.frames += 1
        state.bytes += bytes
        return true
    }
}

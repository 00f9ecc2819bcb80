import SystemPackage

/// A look at whether a process can be started before that is tried.
enum SpareDescriptors {
    /// What swift-subprocess opens for a process with two pipes, and for itself at the first.
    private static let needed = 16

    /// swift-subprocess 1.0.2 ends the program, or waits for ever, when the descriptors run out between its pipes.
    /// Another thread can still take them after this look, so it makes that unlikely, not impossible.
    /// - Throws: a temporary error when the process or the machine has too few left.
    static func check() throws(MailError) {
        var spare: [FileDescriptor] = []
        defer { for descriptor in spare { try? descriptor.close() } }
        do {
            for _ in 0..<needed {
                spare.append(try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec))
            }
        } catch {
            throw .temporary("no descriptors are left to run a command: \(error)")
        }
    }
}

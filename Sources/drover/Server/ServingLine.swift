/// What `drover serve` prints to standard output once it serves. People read the address there, and so do the commands
/// that start a server of their own.
enum ServingLine {
    private static let prefix = "Drover serves on "

    static func text(address: String) -> String {
        prefix + address
    }

    /// The address in such a line; nil for any other line.
    static func address(in line: String) -> String? {
        line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil
    }

    /// How a client on this machine reaches a server that was told to listen on `host`.
    static func localAddress(host: String, port: Int) -> String {
        switch host {
        case "0.0.0.0": "http://127.0.0.1:\(port)"
        case "::": "http://[::1]:\(port)"
        case _ where host.contains(":"): "http://[\(host)]:\(port)"
        default: "http://\(host):\(port)"
        }
    }
}

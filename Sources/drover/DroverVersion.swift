/// The version that `--version` prints.
enum DroverVersion {
    static let text = "0.1.0"
}

import FoundationEssentials

extension String {
    /// The path from the root: jobs run in folders of their own, where a relative path would lead elsewhere.
    var absolutePath: String {
        hasPrefix("/") ? self : FileManager.default.currentDirectoryPath + "/" + self
    }
}

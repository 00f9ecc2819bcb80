/// A row of the job types or the job contracts: which class of the UFDL's libraries goes by which name.
package struct CatalogRow: Sendable, Hashable {
    /// The name by which type and contract strings refer to it.
    package let name: String
    /// The Python package that has the class; only workers look at it.
    package let pkg: String
    /// The full path of the class, which alone decides how the type or contract behaves.
    package let cls: String

    /// A row; nothing is checked.
    package init(name: String, pkg: String, cls: String) {
        self.name = name
        self.pkg = pkg
        self.cls = cls
    }
}

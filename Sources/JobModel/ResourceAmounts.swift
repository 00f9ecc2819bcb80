/// Amounts of named resources: `cpus` in cores, `mem`, `disk` and `sharedmem` in MiB, `gpus` in whole devices, and any
/// name that a site invents (scale.md §6.6). A name that is absent means none.
package struct ResourceAmounts: Sendable, Hashable {
    package var amounts: [String: Double]

    package init(_ amounts: [String: Double] = [:]) {
        self.amounts = amounts
    }

    package subscript(_ name: String) -> Double {
        get { amounts[name] ?? 0 }
        set { amounts[name] = newValue }
    }

    /// The first resource, by name, of which `needed` wants more than there is; nil when everything fits.
    ///
    /// Shared memory is not a node's resource: it is handed to the container engine and never scheduled.
    package func shortage(for needed: ResourceAmounts) -> String? {
        needed.amounts
            .filter { name, amount in name != "sharedmem" && amount > self[name] }
            .map(\.key)
            .min()
    }

    package mutating func subtract(_ other: ResourceAmounts) {
        for (name, amount) in other.amounts where name != "sharedmem" {
            self[name] -= amount
        }
    }
}

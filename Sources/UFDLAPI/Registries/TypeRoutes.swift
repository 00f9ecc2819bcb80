import HTTPSupport
import JSONSupport
import JobEngine

extension UFDLAPI {
    func addTypeRoutes(to table: inout RouteTable) {
        table.on("/v1/job-types/get-all-values", slash: .optional, access: .read, [.get: handling(values)])
        table.on("/v1/job-types/get-all-values/{type:rest}", access: .read, [.get: handling(values)])
        table.on("/v1/hardware/get-hardware-generation/{compute}", slash: .optional, access: .read, [
            .get: handling(generation),
        ])
    }

    /// Every row that is a value of a type.
    private func values(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        switch try await engine.residentValues(of: call.path("type")) {
        case .rows(let snapshot): .rows(snapshot)
        case .outputs(let outputs): .outputs(outputs)
        }
    }

    /// The generation of hardware with a compute capability.
    private func generation(_ call: Call, _ node: UFDLNode?) async throws -> Response {
        let snapshot = try await engine.rows(.hardware)
        let wanted = call.path("compute")
        let found = Double(wanted).flatMap { capability in
            snapshot.rows.first { row in
                let range = (row["min_compute_capability"].doubleValue ?? 0, row["max_compute_capability"].doubleValue ?? 0)
                return capability >= range.0 && capability < range.1
            }
        }
        guard let found else {
            let lowest = snapshot.rows.compactMap { $0["min_compute_capability"].doubleValue }.min() ?? 0
            let highest = snapshot.rows.compactMap { $0["max_compute_capability"].doubleValue }.max() ?? 0
            throw RequestError(
                400,
                "Bad value for get_hardware_generation parameter 'compute': \(wanted), options: [\(lowest), \(highest))"
            )
        }
        return .json { $0.row(found, snapshot) }
    }
}

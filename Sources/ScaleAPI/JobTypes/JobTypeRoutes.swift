import HTTPSupport
import JSONSupport
import JobEngine
import JobModel
import SeedManifest

extension ScaleAPI {
    func addJobTypeRoutes(to table: inout RouteTable) {
        table.on("\(root)/job-types/", [.get: release.listsVersions ? allVersions : names, .post: add])
        if release.listsVersions { table.on("\(root)/job-type-names/", [.get: typeNames]) }
        table.on("\(root)/job-types/validation/", access: .read, [.post: validate])
        table.on("\(root)/job-types/{name}/", [.get: versions])
        table.on("\(root)/job-types/{name}/{version}/", [.get: details, .patch: edit])
        table.on("\(root)/job-types/{name}/{version}/revisions/", [.get: revisions])
        table.on("\(root)/job-types/{name}/{version}/revisions/{revision:int}/", [.get: revision])
    }

    private func names(_ call: Call) async throws -> Response {
        let parameters = try await call.parameters()
        let filter = DefinitionNameFilter(
            keyword: try parameters.string("keyword"),
            isActive: try parameters.boolean("is_active"),
            isSystem: try parameters.boolean("is_system")
        )
        let order = try JobTypeNameOrder.parse(call.query.all("order"))
        let names = JobTypeNameOrder.sort(try await engine.definitionNames(matching: filter), by: order)
        let page = try await call.page { offset, limit in (names.part(offset, limit), Int64(names.count)) }
        return call.answer(page) { writer, name in writer.jobTypeName(name) }
    }

    /// An unknown name has no versions, which is no error (scale.md §2.2).
    private func versions(_ call: Call) async throws -> Response {
        guard !SeedManifest.reservedNames.contains(call.path("name")) else { throw RequestError.notFound }
        let parameters = try await call.parameters()
        let rows = try await engine.definitions(named: call.path("name"), isActive: try parameters.boolean("is_active"))
        let page = try await call.page { offset, limit in (rows.part(offset, limit), Int64(rows.count)) }
        return call.answer(page) { writer, row in writer.jobTypeVersion(row) }
    }

    private func details(_ call: Call) async throws -> Response {
        let (row, revision) = try await engine.definition(name: call.path("name"), version: call.path("version"))
        return try await details(of: row, revision)
    }

    /// - Parameter status: 201 with the address for one that is new.
    func details(
        of row: DefinitionRow, _ revision: Revision, status: Int = 200, location: String? = nil
    ) async throws -> Response {
        let listed = release.showsPublication ? try await engine.listed([row]).first : nil
        return .json(status, location: location, capacity: 4_096) { writer in
            if let listed {
                writer.publishedDetails(listed, revision: revision)
            } else {
                writer.jobTypeDetails(row, revision: revision)
            }
        }
    }

    private func revisions(_ call: Call) async throws -> Response {
        let (name, version) = (call.path("name"), call.path("version"))
        let page = try await call.page { offset, limit in
            let found = try await engine.revisions(name: name, version: version, offset: offset, limit: limit)
            return (found.rows, found.count)
        }
        let jobType = try await requireName(name)
        return call.answer(page) { writer, revision in writer.revision(revision, of: jobType, withManifest: false) }
    }

    private func revision(_ call: Call) async throws -> Response {
        let name = call.path("name")
        let revision = try await engine.revision(
            name: name, version: call.path("version"), number: try call.pathID("revision")
        )
        let jobType = try await requireName(name)
        return .json(capacity: 4_096) { $0.revision(revision, of: jobType, withManifest: true) }
    }

    private func requireName(_ name: String) async throws -> DefinitionName {
        guard let found = try await engine.definitionName(name) else { throw RequestError.notFound }
        return found
    }
}

import SeedManifest
import WorkerProtocol

/// What is to be run.
struct JobOrder: Sendable {
    let work: ClaimedWork
    let manifest: SeedManifest
    /// How the job is called where its type is none of Seed's.
    let legacy: LegacyCommand?
    let folder: RunFolder
    let control: ExecutionControl

    var image: String { legacy?.image ?? work.image }

    /// The expanded command.
    /// - Parameters:
    ///   - variables: those of Seed's contract.
    ///   - paths: where the job sees its folders.
    /// - Throws: `CommandExpansion.Unbalanced`.
    func words(_ variables: [String: String], _ paths: JobPaths) throws -> [String] {
        try legacy?.words(inputs: paths.inputs, outputs: paths.outputs)
            ?? CommandExpansion.words(of: manifest.command, variables: variables)
    }

    /// All that the job sees, from the variables of Seed's contract.
    func environment(_ variables: [String: String]) -> [String: String] {
        legacy?.environment(variables) ?? variables
    }
}

import HTTPSupport
import JobEngine
import Logging
import ScaleAPI

/// Everything that `drover serve` may be told.
package struct ServerOptions: Sendable {
    package var dataDirectory: String
    package var host: String
    /// 0 takes a free port; the one taken is logged and handed to `whenServing`.
    package var port: Int
    /// What requests without credentials may do; nothing unless the operator opens the network on purpose.
    package var anonymous: AnonymousAccess
    /// What stands before `/v6` in the URLs that answers contain, when a proxy adds it.
    package var prefix: String
    /// Where the last release of Scale is served besides `/v7`, such as `/api/v6`; with a slash before and none behind.
    package var finalScalePaths: [String] = []
    /// Whether `X-Forwarded-Proto` and `X-Forwarded-For` are believed.
    package var trustsProxies = false
    package var engine: EngineSettings
    /// How notifications by mail are sent; nil sends none.
    package var mail: MailSettings?
    /// The password of the first administrator; a random one is made and printed once without it.
    package var administratorPassword: String?
    package var logger: Logger
    /// Runs once requests are served, with the port.
    package var whenServing: (@Sendable (Int) async -> Void)?

    package init(
        dataDirectory: String,
        host: String = "127.0.0.1",
        port: Int = 8080,
        anonymous: AnonymousAccess = .none,
        prefix: String = "",
        engine: EngineSettings = EngineSettings(),
        administratorPassword: String? = nil,
        logger: Logger = Logger(label: "drover")
    ) {
        self.dataDirectory = dataDirectory
        self.host = host
        self.port = port
        self.anonymous = anonymous
        self.prefix = prefix
        self.engine = engine
        self.administratorPassword = administratorPassword
        self.logger = logger
    }

    /// The faces of Scale and the paths that each begins with.
    var scaleRoots: [(release: ScaleRelease, root: String)] {
        [(.v6, "/v6"), (.v7, "/v7")] + finalScalePaths.map { (.v7, $0) }
    }
}

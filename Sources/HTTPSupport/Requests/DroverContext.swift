import Hummingbird
import JobEngine
import NIOCore

/// What belongs to one request besides its bytes.
package struct DroverContext: RequestContext {
    /// What Hummingbird keeps here.
    package var coreContext: CoreRequestContextStorage
    /// Who makes the request; nil for a request without credentials.
    package var principal: Principal?
    let channel: any Channel

    /// Begins with nobody known.
    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

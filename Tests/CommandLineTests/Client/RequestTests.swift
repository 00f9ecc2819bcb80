import JSONSupport
import Testing

@testable import drover

@Suite struct RequestTests {
    @Test func queriesAreEncoded() {
        #expect(Parameter.text([]) == "")
        let query = [Parameter("name", "a b+c&d=é.txt"), Parameter("wait", 30)]
        #expect(Parameter.text(query) == "?name=a%20b%2Bc%26d%3D%C3%A9.txt&wait=30")
    }

    @Test func versionsAndNamesAreEncodedInPaths() {
        #expect(APIClient.jobTypePath("a/b", "1.0.0-rc.1+7") == "/v6/job-types/a%2Fb/1.0.0-rc.1+7/")
    }

    @Test func credentialsBecomeTheirHeader() {
        #expect(Credentials.key("drv_x").authorization == "Token drv_x")
        #expect(Credentials.password(user: "ä", password: "p:q").authorization == "Basic w6Q6cDpx")
    }

    @Test(arguments: [
        (400, .usage), (401, .refused), (403, .refused), (404, .notFound), (409, .conflict), (413, .conflict),
        (415, .usage), (429, .conflict), (500, .failed), (503, .conflict), (507, .conflict), (301, .failed),
    ] as [(Int, CommandStatus)])
    func everyRefusalHasItsExitStatus(status: Int, exit: CommandStatus) async throws {
        let client = APIClient(settings: try ClientSettings(server: "http://127.0.0.1:1", credentials: nil))
        let failure = client.refusal(status: status, body: ["detail": "why \u{1b}[31m"])
        #expect(failure.status == exit)
        if status != 301 { #expect(failure.message == "why ^[[31m") }
        await client.close()
    }
}

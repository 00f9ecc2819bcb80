import JSONSupport
import Testing

/// UFDL's templates in a real browser.
@Suite(.serialized) struct BrowserTemplateTests {
    @Test func aJobIsMadeByFilledInFields() async throws {
        try await TestServer.run { server in
            let client = try await UFDLClient(server)
            let parameters: JSON = [
                "epochs": ["types": ["int"], "help": "How often.", "default": 3],
                "rate": ["types": ["float", "str"], "help": "How fast."],
                "shape": ["types": ["Array<int>"], "help": "", "default": [1]],
                "fixed": ["types": ["bool"], "help": "", "default": true, "const": true],
            ]
            _ = try await client.importTemplate(UFDLClient.workable("teach", parameters: parameters))
            try await WebDriver.run { browser in
                try await browser.logIn(server, path: "/ui/types")
                try await browser.click("a[href^='/ui/templates/']")
                try await browser.wait(for: "teach", in: "main h1")
                try await refuse(browser)
                try await browser.type("data", into: "#input-dataset")
                try await browser.type("0.5", into: "#parameter-rate")
                try await browser.screenshot("template-form")
                try await browser.click("#submit-job")
                try await browser.wait(for: "Job 1", in: "main h1")
                let job = try await client.job(1)
                #expect(job["input_values"]?["dataset"] == ["value": 1, "type": .string(UFDLClient.dataset)])
                #expect(job["parameter_values"] == [
                    "epochs": ["value": 5, "type": "int"], "rate": ["value": 0.5, "type": "float"],
                ])
                try await browser.screenshot("template-job")
                try await anew(browser, client)
                #expect(try await browser.faults() == [])
            }
        }
    }

    /// What is missing or wrong is told at its field.
    private func refuse(_ browser: WebDriver) async throws {
        try await replace("#parameter-epochs", by: "many", browser)
        try await browser.click("#submit-job")
        try await browser.wait(for: "dataset is required", in: "#input-dataset-error")
        try await browser.wait(for: "whole number", in: "#parameter-epochs-error")
        try await browser.wait(for: "rate is required", in: "#parameter-rate-error")
        try await browser.wait(for: "How often.", in: "#parameter-epochs-hint")
        #expect(try await browser.run("return document.getElementById('parameter-fixed').disabled") == true)
        try await replace("#parameter-epochs", by: "5", browser)
    }

    /// The values are kept, and one that has another of its types is sent with that.
    private func anew(_ browser: WebDriver, _ client: UFDLClient) async throws {
        try await browser.click("#rerun")
        try await browser.wait(for: "with the values of job 1", in: "main h2")
        try await browser.type("str", into: "select[aria-label='Type of rate']")
        try await browser.type("slow", into: "#parameter-rate")
        try await browser.click("#submit-job")
        try await browser.wait(for: "Job 2", in: "main h1")
        let job = try await client.job(2)
        #expect(job["input_values"]?["dataset"]?["value"] == 1)
        #expect(job["parameter_values"]?["epochs"] == ["value": 5, "type": "int"])
        #expect(job["parameter_values"]?["rate"] == ["value": "slow", "type": "str"])
    }

    private func replace(_ selector: String, by text: String, _ browser: WebDriver) async throws {
        try await browser.run("document.querySelector(arguments[0]).select()", [.string(selector)])
        try await browser.type(text, into: selector)
    }
}

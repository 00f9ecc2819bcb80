/// Tokens signed by another implementation (HMAC-SHA256 of Python) with the key that a vault with the master key 0, 1, 2 …
/// 31 derives for tokens; issued at 1,800,000,000 s. Each but the first few lacks or bends one thing.
enum SampleTokens {
    static let good = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.UM6F19MJrtisOJ44T-sD9B8ZYxFn8c-crnFkzKsBVJo
        """
    static let numericUser = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOjd9.UQtxCysXyg301nY2j70EsIZV5KjP9toDcQ5VnqWqgBo
        """
    static let fractionalTimes = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAuNSwiaWF0IjoxODAwMDA\
        wMDAwLCJqdGkiOiJhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYSIsInVwayI6IjcifQ.3G2oVyW6i2JNw0dYbitO7zpERb9NRq6eJ5JmBvGWQF0
        """
    static let refresh = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJyZWZyZXNoIiwiZXhwIjoxODAwMDI4ODAwLCJpYXQiOjE4MDAwMDA\
        wMDAsImp0aSI6ImFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIiwidXBrIjoiNyJ9.Rd-ELQ7P00KdYAYD8QeqGQgmqpzxC8As14mOlEuygnc
        """
    static let otherType = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJzbGlkaW5nIiwiZXhwIjoxODAwMDAwMzAwLCJpYXQiOjE4MDAwMDA\
        wMDAsImp0aSI6ImFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIiwidXBrIjoiNyJ9.vo2uZXUCsJmYzoC4hbG0-z00hTCZld_M-xNOiXeUNgw
        """
    static let otherKey = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.wkNzve5lDZfwH-NHAW2W9F-1iRrUAWmeG-YEEZKUjyU
        """
    static let unsigned = """
        eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDAw\
        MCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.
        """
    static let emptySignature = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.
        """
    static let noExpiry = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJpYXQiOjE4MDAwMDAwMDAsImp0aSI6ImFhYWFhYWF\
        hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIiwidXBrIjoiNyJ9.brsptcfu_MXxnNB7EL41y-ntvlTf6eyZJUmNSuaEV8I
        """
    static let noType = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDAwMCwianRpIjoiYWFhYWF\
        hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.9xkutoda8zkR-Z0z3Qy9KVPO7VPu3duK1zwZTA9KteE
        """
    static let noID = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwidXBrIjoiNyJ9.L1L8Zu1kp7-PM8lT1jbEv47oM4E_brGes9naomE0GOI
        """
    static let noUser = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEifQ.Aklg3bsdBpfiri8itrgYMpgltDF5nLl4K5Pq22P_-Ms
        """
    static let textualUser = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAzMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiJyb290In0.cpdbsGzI6nSYVJYmrQ5JUsjbp2roNG5IidJestDSKmo
        """
    static let expired = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjE4MDAwMDAwMDAsImlhdCI6MTgwMDAwMDA\
        wMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.39a9dlMCmtpvpvfDvd_TqYxi8g7vdUuCIOrVWCnOmSY
        """
    static let textualExpiry = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOiJzb29uIiwiaWF0IjoxODAwMDAwMDAwLCJ\
        qdGkiOiJhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYSIsInVwayI6IjcifQ.5u9SgfgnoV5Q-7b_H0jY2W6SMvSpa_Ke2uxgwhuVUlE
        """
    static let hugeExpiry = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdHQiOiJhY2Nlc3MiLCJleHAiOjEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA\
        wMDAwMDAsImlhdCI6MTgwMDAwMDAwMCwianRpIjoiYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWEiLCJ1cGsiOiI3In0.Hkua4dRDF0SJDsRvmWk84zm45C0Gw8OM7y6mIboTyOg
        """
    static let array = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.WzFd.zznX7JKJnVHrhRvbgIWlMZoZ75PQC1Ll8MRP0YPgLjw
        """
    static let notJSON = """
        eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.ew.MtbDTaw1Zrd3QivnIa7XgR9Z3M_AZKqkSqePSLh96Zg
        """
}

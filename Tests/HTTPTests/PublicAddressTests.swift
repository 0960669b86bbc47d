import HTTP
import Testing

struct PublicAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
        "64:ff9b::7f00:1", "::7f00:1",
    ])
    func `addresses that the public network does not have are told from others`(address: String) throws {
        #expect(!PublicAddress.contains(try #require(IPAddress(address))))
    }

    @Test(arguments: ["8.8.8.8", "172.32.0.1", "172.15.0.1", "11.0.0.1", "192.169.0.1", "2a00:1450::1", "2600::"])
    func `addresses of the public network may be told`(address: String) throws {
        #expect(PublicAddress.contains(try #require(IPAddress(address))))
    }

    @Test(arguments: [
        "localhost", "LocalHost.", "a.localhost", "127.0.0.1", "127.0.0.1.", "10.0.0.1", "[::1]", "[fe80::1]",
        "[::ffff:10.0.0.1]", "[x]", "[]", "", ".", "2130706433", "0x7f.1", "0x7F000001", "010.0.0.1", "8.8.8",
    ])
    func `a host that can be nowhere but inside is known by how it is written`(host: String) {
        #expect(!PublicAddress.mayContain(host: host))
    }

    @Test(arguments: [
        "example.se", "example.se.", "8.8.8.8", "[2600::]", "intern", "10.example.se", "localhost.example.se",
    ])
    func `names and public addresses may be outside`(host: String) {
        #expect(PublicAddress.mayContain(host: host))
    }
}

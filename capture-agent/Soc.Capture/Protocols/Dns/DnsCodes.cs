using System.Collections.Frozen;
using System.Globalization;

namespace Soc.Capture.Protocols.Dns;

/// <summary>Names of the numbers (IANA, "Domain Name System Parameters"; RFC 1002), as Zeek's dns.log writes them where it knows them.</summary>
internal static class DnsCodes
{
    public const ushort A = 1;
    public const ushort Soa = 6;
    public const ushort NetbiosStatus = 33;
    public const ushort NetbiosName = 32;
    public const ushort Ixfr = 251;
    public const ushort Axfr = 252;
    public const ushort AnyType = 255;
    public const ushort NoneClass = 254;
    public const ushort AnyClass = 255;
    public const int Query = 0;
    public const int Notify = 4;
    public const int Update = 5;

    private static readonly FrozenDictionary<int, string> Types = new Dictionary<int, string>
    {
        [1] = "A", [2] = "NS", [3] = "MD", [4] = "MF", [5] = "CNAME", [6] = "SOA", [7] = "MB", [8] = "MG", [9] = "MR", [10] = "NULL", [11] = "WKS",
        [12] = "PTR", [13] = "HINFO", [14] = "MINFO", [15] = "MX", [16] = "TXT", [17] = "RP", [18] = "AFSDB", [19] = "X25", [20] = "ISDN",
        [21] = "RT", [22] = "NSAP", [23] = "NSAP-PTR", [24] = "SIG", [25] = "KEY", [26] = "PX", [27] = "GPOS", [28] = "AAAA", [29] = "LOC",
        [30] = "NXT", [31] = "EID", [32] = "NIMLOC", [33] = "SRV", [34] = "ATMA", [35] = "NAPTR", [36] = "KX", [37] = "CERT", [38] = "A6",
        [39] = "DNAME", [40] = "SINK", [41] = "OPT", [42] = "APL", [43] = "DS", [44] = "SSHFP", [45] = "IPSECKEY", [46] = "RRSIG",
        [47] = "NSEC", [48] = "DNSKEY", [49] = "DHCID", [50] = "NSEC3", [51] = "NSEC3PARAM", [52] = "TLSA", [53] = "SMIMEA", [55] = "HIP",
        [56] = "NINFO", [57] = "RKEY", [58] = "TALINK", [59] = "CDS", [60] = "CDNSKEY", [61] = "OPENPGPKEY", [62] = "CSYNC", [63] = "ZONEMD",
        [64] = "SVCB", [65] = "HTTPS", [99] = "SPF", [100] = "UINFO", [101] = "UID", [102] = "GID", [103] = "UNSPEC", [104] = "NID",
        [105] = "L32", [106] = "L64", [107] = "LP", [108] = "EUI48", [109] = "EUI64", [249] = "TKEY", [250] = "TSIG", [251] = "IXFR",
        [252] = "AXFR", [253] = "MAILB", [254] = "MAILA", [255] = "*", [256] = "URI", [257] = "CAA", [32768] = "TA", [32769] = "DLV",
        [65281] = "WINS", [65282] = "WINS-R",
    }.ToFrozenDictionary();

    private static readonly string[] Rcodes =
    [
        "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSet", "NOTAUTH", "NOTZONE", "unassigned-11",
        "unassigned-12", "unassigned-13", "unassigned-14", "unassigned-15",
    ];

    public static bool IsKnownType(ushort type) => Types.ContainsKey(type);

    public static bool IsKnownClass(ushort dnsClass) => dnsClass is 1 or 3 or 4 or NoneClass or AnyClass;

    public static string Type(ushort type, DnsVariant variant) => (variant, type) switch
    {
        (DnsVariant.Netbios, NetbiosName) => "NB",
        (DnsVariant.Netbios, NetbiosStatus) => "NBSTAT",
        _ => Types.TryGetValue(type, out var name) ? name : Numbered("query-", type),
    };

    public static string Class(ushort dnsClass) => dnsClass switch
    {
        1 => "C_INTERNET",
        2 => "C_CSNET",
        3 => "C_CHAOS",
        4 => "C_HESIOD",
        NoneClass => "C_NONE",
        AnyClass => "C_ANY",
        _ => Numbered("qclass-", dnsClass),
    };

    public static string Rcode(int rcode) => (uint)rcode < (uint)Rcodes.Length ? Rcodes[rcode] : Numbered("rcode-", rcode);

    public static string Opcode(int opcode, DnsVariant variant) => (variant, opcode) switch
    {
        (DnsVariant.Netbios, 0) => "netbios-query",
        (DnsVariant.Netbios, 5) => "netbios-registration",
        (DnsVariant.Netbios, 6) => "netbios-release",
        (DnsVariant.Netbios, 7) => "netbios-wack",
        (DnsVariant.Netbios, 8) => "netbios-refresh",
        (DnsVariant.Netbios, _) => Numbered("netbios-opcode-", opcode),
        (_, 0) => "query",
        (_, 1) => "iquery",
        (_, 2) => "server-status",
        (_, Notify) => "notify",
        (_, Update) => "dynamic-update",
        (_, 6) => "dso",
        _ => Numbered("opcode-", opcode),
    };

    private static string Numbered(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}

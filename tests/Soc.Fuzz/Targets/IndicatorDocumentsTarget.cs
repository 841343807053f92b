using Soc.Enrichment.Indicators;

namespace Soc.Fuzz.Targets;

/// <summary>Indicators: plain lists, MISP warning lists, STIX 2.1 bundles.</summary>
internal sealed class IndicatorDocumentsTarget : IFuzzTarget
{
    private const long NowMs = 1_772_452_800_000;

    public string Name => "indicators";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>(
    [
        "# a list\n203.0.113.7 # scanner\n198.51.100.0/24;bad\n2001:db8::/32\nevil.example\nhttps://evil.example/x\n"u8.ToArray(),
        """{"name":"VPN ranges","version":1,"type":"cidr","matching_attributes":["ip-src"],"list":["203.0.113.0/24","2001:db8::/32"]}"""u8.ToArray(),
        """{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","spec_version":"2.1","id":"indicator--1","pattern":"[ipv4-addr:value = '203.0.113.9' OR ipv6-addr:value = '2001:db8::9'] AND [domain-name:value IN ('a.example','b.example')]","pattern_type":"stix","valid_from":"2026-03-01T00:00:00Z","valid_until":"2026-04-01T00:00:00Z","confidence":80,"revoked":false}]}"""u8.ToArray(),
        """{"list":"ours","indicators":[{"value":"203.0.113.5","kind":"ip","listedAt":"2026-03-01T00:00:00Z","confidence":0.5}]}"""u8.ToArray(),
        """["203.0.113.1",{"value":"evil.example"}]"""u8.ToArray(),
    ]);

    public ValueTask RunAsync(byte[] input)
    {
        var parsed = IndicatorDocuments.Parse(input, "list", NowMs);
        FuzzException.Unless(parsed.Indicators.Count <= input.Length, "no more indicators than bytes");
        return ValueTask.CompletedTask;
    }
}

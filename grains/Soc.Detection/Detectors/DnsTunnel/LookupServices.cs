using Soc.Detection.Network;

namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>Services whose names carry data by design. Nobody else can answer under these domains, so that they are no way out for a stranger.</summary>
internal static class LookupServices
{
    private static readonly NameSuffixes<string> Reputation = Of(
        "a reputation or block list",
        ["spamhaus.org", "spamhaus.net", "spamcop.net", "sorbs.net", "surbl.org", "uribl.com", "barracudacentral.org", "abuseat.org", "uceprotect.net", "dnswl.org", "mailspike.net", "senderscore.com", "hostkarma.com", "psbl.org", "rbl.jp", "cymru.com", "abusix.zone", "invaluement.com", "njabl.org", "spfbl.net", "0spam.org"],
        "a security product's look-up",
        ["mcafee.com", "mcafee.net", "avqs.mcafee.com", "avts.mcafee.com", "trellix.com", "sophosxl.net", "sophos.com", "trendmicro.com", "trendmicro.net", "trendmicro-cloud.com", "e5.sk", "eset.com", "esetsoftware.com", "kaspersky.com", "kaspersky-labs.com", "ksn.kaspersky-labs.com", "f-secure.com", "fsapi.com", "bitdefender.net", "avast.com", "avira.com", "webroot.com", "brightcloud.com", "symantec.com", "messagelabs.com", "fortiguard.com", "fortiguard.net", "cloudmark.com", "mimecast.com", "ironport.com", "senderbase.org", "zvelo.com", "webcfs00.com", "ctmail.com", "umbrella.com", "opendns.com"]);

    private static readonly NameSuffixes<string> Content = Of(
        "a content delivery network",
        ["cloudfront.net", "akamai.net", "akamaiedge.net", "akamaihd.net", "akamaized.net", "akadns.net", "edgekey.net", "edgesuite.net", "fastly.net", "fastlylb.net", "googlevideo.com", "googleusercontent.com", "gvt1.com", "fbcdn.net", "cdninstagram.com", "nflxvideo.net", "llnwd.net", "azureedge.net", "cdn77.org", "b-cdn.net", "tiktokcdn.com", "ttvnw.net", "spotifycdn.com", "scdn.co", "apple-dns.net", "aaplimg.com"],
        "a cloud's own names",
        ["amazonaws.com", "awsglobalaccelerator.com", "windows.net", "azure.com", "trafficmanager.net", "cloudapp.net", "office.com", "office.net", "microsoft.com", "sharepoint.com", "googleapis.com", "google.com", "icloud.com", "measurement-api.com", "safeframe.googlesyndication.com", "googlesyndication.com", "metric.gstatic.com", "gstatic.com", "doubleclick.net", "adnxs.com", "dropboxusercontent.com"]);

    /// <summary>A list or a security product, or null.</summary>
    public static string? ReputationOf(ReadOnlySpan<char> name) => Reputation.Find(name);

    /// <summary>A content network or a large cloud, or null.</summary>
    public static string? ContentOf(ReadOnlySpan<char> name) => Content.Find(name);

    private static NameSuffixes<string> Of(string first, string[] firstNames, string second, string[] secondNames) =>
        new(firstNames.Select(n => KeyValuePair.Create(n, first)).Concat(secondNames.Select(n => KeyValuePair.Create(n, second))));
}

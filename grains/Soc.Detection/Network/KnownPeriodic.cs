using Soc.Model.Entities;

namespace Soc.Detection.Network;

/// <summary>Services that machines call at even intervals by themselves: clocks, updates, push channels, security products.</summary>
internal static class KnownPeriodic
{
    private const int NtpPort = 123;
    private const int AppleKeepAlivePort = 5223;
    private const int GooglePushPort = 5228;
    private const int Tcp = 6;

    /// <summary>A clock is asked with 48 bytes; so many are an hour of it in one flow.</summary>
    private const long MostOfClock = 10_000;

    private static readonly NameSuffixes<string> ByName = new(
        new (string What, string[] Suffixes)[]
        {
            ("a clock", ["pool.ntp.org", "time.windows.com", "time.apple.com", "time.google.com", "time.cloudflare.com", "ntp.ubuntu.com"]),
            ("Microsoft's updates and telemetry", ["microsoft.com", "windowsupdate.com", "windows.com", "msftconnecttest.com", "msftncsi.com", "msn.com", "live.com", "office.com", "office.net", "office365.com", "microsoftonline.com", "msedge.net", "skype.com"]),
            ("Apple's services", ["apple.com", "icloud.com", "mzstatic.com", "aaplimg.com", "cdn-apple.com"]),
            ("Google's services", ["google.com", "googleapis.com", "gstatic.com", "gvt1.com", "gvt2.com", "android.com"]),
            ("Mozilla's services", ["mozilla.org", "mozilla.com", "mozilla.net", "firefox.com"]),
            ("a system's updates", ["ubuntu.com", "canonical.com", "debian.org", "fedoraproject.org", "redhat.com", "suse.com", "archlinux.org", "snapcraft.io"]),
            ("a security product", ["crowdstrike.com", "sentinelone.net", "sophos.com", "sophosxl.net", "mcafee.com", "trellix.com", "symantec.com", "norton.com", "trendmicro.com", "kaspersky.com", "eset.com", "bitdefender.com", "bitdefender.net", "avast.com", "avg.com", "malwarebytes.com", "paloaltonetworks.com", "fortinet.net", "fortinet.com", "cisco.com", "umbrella.com", "zscaler.net", "zscaler.com", "cybereason.net", "carbonblack.io", "withsecure.com", "f-secure.com"]),
            ("a vendor's service", ["adobe.com", "adobe.io", "hp.com", "dell.com", "lenovo.com", "intel.com", "nvidia.com", "logitech.com", "sonos.com", "spotify.com", "grammarly.com", "okta.com", "duosecurity.com", "datadoghq.com", "newrelic.com", "sentry.io", "ubnt.com", "ui.com", "meraki.com"]),
        }.SelectMany(k => k.Suffixes.Select(s => KeyValuePair.Create(s, k.What))).DistinctBy(p => p.Key, StringComparer.Ordinal));

    /// <summary>What it is ("a clock"), or null. A name can be borrowed (a cloud's front), so that this is evidence and no proof. What anybody can rent is not among them.</summary>
    public static string? Of(EnrichedEvent e) =>
        WireFlow.NameOf(e.Event) is { } name && ByName.Find(name) is { } what ? what
            : e.Event.Dst?.Port switch
            {
                NtpPort when e.Event.Traffic is { ProtocolNumber: not Tcp, BytesOut: < MostOfClock } => "a clock",
                AppleKeepAlivePort when IsOf(e, "apple") => "Apple's push channel",
                GooglePushPort when IsOf(e, "google") => "Google's push channel",
                _ => null,
            };

    /// <summary>The same by the name of a host alone.</summary>
    public static string? OfName(ReadOnlySpan<char> host) => ByName.Find(host);

    private static bool IsOf(EnrichedEvent e, string owner) => e.Dst.AsnName?.Contains(owner, StringComparison.OrdinalIgnoreCase) == true;
}

using System.Collections.Frozen;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Detection.Network;

/// <summary>Which cloud service a connection goes to, by the name of its destination, the firewall's application, or what a list says of the address.</summary>
internal static class CloudDestinations
{
    private const string Microsoft = "Microsoft 365";
    private const string Google = "Google Workspace";
    private const string CompanyOneDriveInfix = "-my.sharepoint.";

    private static readonly CloudService OneDrive = new("OneDrive", TakesFiles: true, Microsoft);

    // Name, does it take files, family, domain suffixes, and what firewalls call the application.
    private static readonly (CloudService Service, string[] Suffixes, string[] Applications)[] Known =
    [
        (OneDrive, ["onedrive.com", "onedrive.live.com", "1drv.com", "1drv.ms", "livefilestore.com", "storage.live.com", "docs.live.net", "microsoftpersonalcontent.com"], ["onedrive", "ms-onedrive", "ms-onedrive-base", "ms-onedrive-business", "ms-onedrive-uploading"]),
        (new("SharePoint", true, Microsoft), ["sharepoint.com", "sharepointonline.com", "svc.ms"], ["sharepoint", "sharepoint-online", "sharepoint-base"]),
        (new("Microsoft Teams", false, Microsoft), ["teams.microsoft.com", "teams.live.com", "skype.com"], ["ms-teams", "microsoft.teams"]),
        (new("Outlook", false, Microsoft), ["outlook.com", "outlook.office.com", "office365.com", "outlook.office365.com"], ["outlook-web-online", "ms-office365", "office365"]),
        (new("Power BI", false, Microsoft), ["powerbi.com", "pbidedicated.windows.net", "analysis.windows.net"], ["power-bi", "microsoft-power-bi"]),
        (new("Azure Storage", true, "Azure"), ["blob.core.windows.net", "file.core.windows.net", "dfs.core.windows.net", "storage.azure.net"], ["azure-blob", "azure-storage-accounts", "ms-azure-storage"]),
        (new("Google Drive", true, Google), ["drive.google.com", "docs.google.com", "drive.usercontent.google.com", "drivefs.google.com"], ["google-drive", "google-drive-web", "google-docs", "google.drive"]),
        (new("Google Cloud Storage", true, "Google Cloud"), ["storage.googleapis.com", "storage.cloud.google.com"], ["google-cloud-storage"]),
        (new("Amazon S3", true, "AWS"), ["s3.amazonaws.com"], ["amazon-s3", "aws-s3", "amazon.s3"]),
        (new("Dropbox", true), ["dropbox.com", "dropboxapi.com", "dropboxusercontent.com", "dropbox-dns.com", "getdropbox.com", "dropboxstatic.com"], ["dropbox", "dropbox-base", "dropbox-uploading"]),
        (new("Box", true), ["box.com", "boxcloud.com", "box.net", "boxcdn.net"], ["boxnet", "boxnet-base", "box", "box.net"]),
        (new("iCloud", true), ["icloud.com", "icloud-content.com", "apple-cloudkit.com"], ["icloud", "icloud-base", "apple-icloud"]),
        (new("MEGA", true), ["mega.nz", "mega.co.nz", "mega.io"], ["mega", "mega-base"]),
        (new("WeTransfer", true), ["wetransfer.com", "wetransfer.net", "we.tl"], ["wetransfer", "wetransfer-base"]),
        (new("pCloud", true), ["pcloud.com"], ["pcloud"]),
        (new("MediaFire", true), ["mediafire.com"], ["mediafire"]),
        (new("Backblaze", true), ["backblaze.com", "backblazeb2.com"], ["backblaze"]),
        (new("Wasabi", true), ["wasabisys.com"], ["wasabi"]),
        (new("Proton Drive", true), ["drive.proton.me", "drive-api.proton.me", "storage.proton.me"], ["proton-drive"]),
        (new("Yandex Disk", true), ["disk.yandex.com", "disk.yandex.ru", "disk.yandex.net"], ["yandex-disk"]),
        (new("Sync.com", true), ["sync.com"], ["sync.com"]),
        (new("Gofile", true), ["gofile.io"], ["gofile"]),
        (new("file.io", true), ["file.io"], ["file.io"]),
        (new("transfer.sh", true), ["transfer.sh"], ["transfer.sh"]),
        (new("Smash", true), ["fromsmash.com"], ["smash"]),
        (new("Filemail", true), ["filemail.com"], ["filemail"]),
        (new("Discord", true), ["discord.com", "discordapp.com", "discord.media"], ["discord"]),
        (new("Telegram", true), ["telegram.org", "t.me"], ["telegram"]),
        (new("GitHub", true), ["github.com", "githubusercontent.com"], ["github", "github-base", "github-uploading"]),
        (new("GitLab", true), ["gitlab.com"], ["gitlab"]),
        (new("Slack", false), ["slack.com", "slack-files.com", "slack-edge.com"], ["slack", "slack-base"]),
        (new("Salesforce", false), ["salesforce.com", "force.com"], ["salesforce", "salesforce-base"]),
        (new("Zoom", false), ["zoom.us"], ["zoom", "zoom-base"]),
    ];

    private static readonly NameSuffixes<CloudService> BySuffix =
        new(Known.SelectMany(k => k.Suffixes.Select(s => KeyValuePair.Create(s, k.Service))));

    private static readonly FrozenDictionary<string, CloudService> ByName =
        Known.SelectMany(k => k.Applications.Append(k.Service.Name).Select(a => KeyValuePair.Create(a, k.Service)))
            .DistinctBy(p => p.Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The service, or null for a destination that is none of the known.</summary>
    public static CloudService? Of(EnrichedEvent e)
    {
        if (WireFlow.NameOf(e.Event) is { } host && ByHost(host) is { } byHost)
        {
            return byHost;
        }

        return e.Event.Traffic?.Application is { Length: > 0 } application && ByName.TryGetValue(application, out var byApplication) ? byApplication
            : e.Dst.ServiceName is { Length: > 0 } named && ByName.TryGetValue(named, out var byList) ? byList
            : null;
    }

    /// <summary>The service by the name of a host alone.</summary>
    public static CloudService? OfName(ReadOnlySpan<char> host) => BySuffix.Find(host);

    /// <summary>The client uses it on purpose: by its name, its family's, what a list calls the address, or a domain.</summary>
    public static bool IsSanctioned(EnrichedEvent e, CloudService? service, ClientPolicy policy)
    {
        foreach (var name in policy.SanctionedClouds)
        {
            if (Says(name, service?.Name) || Says(name, service?.Family) || Says(name, e.Dst.ServiceName) || Says(name, e.Event.Traffic?.Application)
                || (WireFlow.NameOf(e.Event) is { } host && IsUnder(host, name)))
            {
                return true;
            }

            // "ms-onedrive" in a policy means what a firewall means by it.
            if (service is not null && ByName.TryGetValue(name, out var meant) && ReferenceEquals(meant, service))
            {
                return true;
            }
        }

        return false;
    }

    private static CloudService? ByHost(string host)
    {
        // A company's OneDrive is a site of its SharePoint; buckets stand before the region ("b.s3.eu-west-1.amazonaws.com").
        if (host.Contains(CompanyOneDriveInfix, StringComparison.OrdinalIgnoreCase))
        {
            return OneDrive;
        }

        return host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            && (host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase) || host.StartsWith("s3-", StringComparison.OrdinalIgnoreCase)
                || host.Contains(".s3.", StringComparison.OrdinalIgnoreCase) || host.Contains(".s3-", StringComparison.OrdinalIgnoreCase))
            ? ByName["Amazon S3"]
            : BySuffix.Find(host);
    }

    private static bool Says(string wanted, string? name) => string.Equals(wanted, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnder(string host, string domain) =>
        domain.Contains('.', StringComparison.Ordinal)
        && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.');
}

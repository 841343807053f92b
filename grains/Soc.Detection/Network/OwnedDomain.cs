using System.Collections.Frozen;

namespace Soc.Detection.Network;

/// <summary>
/// The domain that a host name belongs to, where that says who is behind it: its registered part, or one part more under a name that
/// anybody gets a place under ("x.github.io"). Names that everybody calls, and names of inside, are nobody's in this sense.
/// </summary>
public static class OwnedDomain
{
    private const int MaxLength = 128;

    private static readonly string[] Inside = ["local", "lan", "internal", "intranet", "corp", "home", "localdomain", "arpa", "test", "invalid", "localhost"];

    private static readonly NameSuffixes<string> Hosts = new(
        new[]
        {
            "github.io", "gitlab.io", "netlify.app", "vercel.app", "pages.dev", "workers.dev", "web.app", "firebaseapp.com", "herokuapp.com", "onrender.com",
            "azurewebsites.net", "azureedge.net", "azurefd.net", "cloudapp.net", "cloudapp.azure.com", "trafficmanager.net", "core.windows.net",
            "cloudfront.net", "amazonaws.com", "elasticbeanstalk.com", "appspot.com", "run.app", "cloudfunctions.net", "fastly.net", "akamaized.net", "edgekey.net",
            "b-cdn.net", "r2.dev", "digitaloceanspaces.com", "ondigitalocean.app", "fly.dev", "blogspot.com", "wordpress.com", "wixsite.com", "weebly.com",
            "duckdns.org", "ddns.net", "no-ip.org", "hopto.org", "dynu.net", "dyndns.org", "ngrok.io", "ngrok.app", "ngrok-free.app", "trycloudflare.com", "serveo.net", "loca.lt",
        }.Select(s => KeyValuePair.Create(s, s)));

    // Beside what machines call by themselves and the cloud services: what people everywhere call.
    private static readonly NameSuffixes<string> Popular = new(
        new[]
        {
            "amazon.com", "aws.com", "azure.com", "windows.net", "akamai.net", "cloudflare.com", "cloudflare.net", "facebook.com", "fbcdn.net", "instagram.com", "whatsapp.com", "whatsapp.net",
            "youtube.com", "ytimg.com", "googlevideo.com", "googleusercontent.com", "doubleclick.net", "google-analytics.com", "googletagmanager.com", "bing.com", "yahoo.com", "duckduckgo.com",
            "wikipedia.org", "wikimedia.org", "linkedin.com", "licdn.com", "twitter.com", "x.com", "twimg.com", "reddit.com", "tiktok.com", "netflix.com", "nflxvideo.net", "paypal.com", "ebay.com",
            "jsdelivr.net", "unpkg.com", "jquery.com", "npmjs.org", "pypi.org", "nuget.org", "docker.io", "docker.com", "letsencrypt.org", "digicert.com", "sectigo.com", "globalsign.com",
            "atlassian.com", "atlassian.net", "hubspot.com", "zendesk.com", "stripe.com", "office.net", "live.net",
        }.Select(s => KeyValuePair.Create(s, s)));

    /// <summary>Lower case; null for an address, a name of one part, a name of inside, and one that everybody calls.</summary>
    public static string? Of(string? host)
    {
        var name = host.AsSpan().Trim().TrimEnd('.');
        if (name.Length is 0 or > MaxLength || name.IndexOf('.') <= 0 || IsAddress(name) || IsInside(name))
        {
            return null;
        }

        if (Hosts.Find(name) is { } under)
        {
            // The provider's own name is nobody's.
            return name.Length > under.Length ? LastOf(name, under.Length) : null;
        }

        return Popular.Find(name) is null && KnownPeriodic.OfName(name) is null && CloudDestinations.OfName(name) is null
            ? RegisteredDomain.Of(name).ToString().ToLowerInvariant()
            : null;
    }

    /// <summary>Others may have a place under the same registered name: how usual that is says nothing of this one.</summary>
    public static bool IsHosted(string domain) => Hosts.Find(domain) is not null;

    private static string LastOf(ReadOnlySpan<char> name, int suffix)
    {
        var before = name[..(name.Length - suffix - 1)];
        return name[(before.LastIndexOf('.') + 1)..].ToString().ToLowerInvariant();
    }

    private static bool IsAddress(ReadOnlySpan<char> name) =>
        (char.IsAsciiDigit(name[^1]) || name.Contains(':')) && System.Net.IPAddress.TryParse(name, out _);

    private static bool IsInside(ReadOnlySpan<char> name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        foreach (var inside in Inside)
        {
            if (last.Equals(inside, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

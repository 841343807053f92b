using System.Globalization;
using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Estate;
using Soc.Simulator.Stories;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo;

/// <summary>Sets the three clients up as an operator would, by the API.</summary>
internal static class ClientSetup
{
    /// <summary>Lists that the enrichment reads from the data folder: which addresses a service signs in from.</summary>
    public static void WriteLists(string dataDirectory)
    {
        var folder = Path.Combine(dataDirectory, "lists", "service");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Power BI.txt"), "# Azure East US, from which Power BI refreshes reports\n20.42.0.0/16\n");
    }

    /// <summary>Policies, and in them what each client agreed to; comes back with the rules as the API says them, in sentences.</summary>
    public static async Task<IReadOnlyList<(Company Company, string Rule)>> PutPoliciesAsync(ApiClient api, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var agreed = new List<(Company, string)>();
        foreach (var company in Company.All)
        {
            _ = await api.PutAsync<object>($"/api/v1/clients/{company.Client}", Policy(company, now), cancellationToken);
            var rules = await api.PutAsync<ApiRules>($"/api/v1/clients/{company.Client}/rules", Agreements.Of(company), cancellationToken);
            agreed.AddRange(rules.Words.Rules.Select(r => (company, r.Sentence)));
        }

        return agreed;
    }

    /// <summary>A HEC token for each client; the first has the one that the gateway was started with.</summary>
    public static async Task<Dictionary<string, HecSender>> SendersAsync(ApiClient api, DemoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var senders = new Dictionary<string, HecSender>(StringComparer.Ordinal) { [Company.Norvik.Client] = new(options.Hec, options.HecToken, time) };
        foreach (var company in Company.All.Where(c => c != Company.Norvik))
        {
            var token = await api.PostAsync<ApiToken>($"/api/v1/clients/{company.Client}/tokens", new { kind = "hec" }, cancellationToken);
            senders[company.Client] = new HecSender(options.Hec, token.Secret, time);
        }

        return senders;
    }

    public static async Task PostIndicatorsAsync(ApiClient api, IEnumerable<Listing> listings, CancellationToken cancellationToken)
    {
        foreach (var list in listings.GroupBy(l => l.List, StringComparer.Ordinal))
        {
            var body = new
            {
                list = list.Key,
                indicators = list.Select(l => new
                {
                    value = l.Address,
                    category = l.Category,
                    listedAt = DateTimeOffset.FromUnixTimeMilliseconds(l.ListedAtMs).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                    score = 80,
                }),
            };
            _ = await api.PostAsync<object>("/api/v1/indicators", body, cancellationToken);
        }
    }

    private static object Policy(Company company, DateTimeOffset now) => new
    {
        displayName = company.Name,
        timeZone = company.TimeZone,
        hours = new { start = "07:30", end = "18:30", days = (string[])["monday", "tuesday", "wednesday", "thursday", "friday"] },
        knownEgress = new[]
        {
            new { cidr = $"{company.OfficeIp}/32", name = $"{company.Name}, office", isVpn = false },
            new { cidr = $"{company.VpnExitIp}/32", name = $"{company.Name}, VPN exit", isVpn = true },
        },

        // What is live happens on a holiday there, so that it is as at night whenever the demo is run.
        holidays = company == Company.Norvik ? [] : (string[])[Day(now), Day(now.AddDays(1))],
        protectedAssets = company == Company.Atelier ? (string[])[$"address:{Agreements.ProtectedAddress}"] : [],
        sanctionedClouds = (string[])["onedrive"],

        // The lawyers agreed that nobody is woken: whatever happens at night waits for the morning.
        wakeAllowed = company != Company.Kanzlei,
        identity = new
        {
            domains = new Dictionary<string, string>(StringComparer.Ordinal) { [company.NetBios] = company.Domain },
            defaultDomain = company.Domain,
        },
    };

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

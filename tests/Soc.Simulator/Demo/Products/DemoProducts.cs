using System.Globalization;
using System.Security.Cryptography;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Demo.Products;

/// <summary>All products of the demo's clients, served, and the settings by which the engine reaches them. Secrets are made anew for each run.</summary>
internal sealed class DemoProducts : IAsyncDisposable
{
    /// <summary>Name of the channel by which people are told.</summary>
    public const string Channel = "messages";

    private const string SecretPrefix = "SOC_DEMO_";

    private readonly ProductServer _server;
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    private DemoProducts(ulong seed, TimeProvider time)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        Okta = new OktaOrganisation(Secret("OKTA"), Workforce.Of(seed).Where(p => p.Company == Company.Norvik).Select(p => p.Upn));
        Falcons = CompaniesWithFirewalls.ToDictionary(c => c, c => new FalconTenant(c, Secret($"FALCON_{c.Client}"), Fleet.Settled.Where(m => m.Company == c), time));
        Firewalls = CompaniesWithFirewalls.ToDictionary(c => c, c => new FortiGateFirewall(c, Secret($"FORTIGATE_{c.Client}"), time));
        Messages = new MessageReceiver(key, time);
        _settings[SecretPrefix + "MESSAGES"] = $"whsec_{Convert.ToBase64String(key)}";
        _server = ProductServer.Start([Okta, .. Falcons.Values, .. Firewalls.Values, Messages]);
        Connect();
    }

    public OktaOrganisation Okta { get; }

    public IReadOnlyDictionary<Company, FalconTenant> Falcons { get; }

    public IReadOnlyDictionary<Company, FortiGateFirewall> Firewalls { get; }

    public MessageReceiver Messages { get; }

    /// <summary>Environment variables for the engine.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    // Both have the same, so that what differs between them is what they agreed to.
    private static IReadOnlyList<Company> CompaniesWithFirewalls => [Company.Atelier, Company.Kanzlei];

    public static DemoProducts Start(ulong seed, TimeProvider time) => new(seed, time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Reference(string name) => $"env:{SecretPrefix}{name}";

    private string Secret(string name) => _settings[SecretPrefix + name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private void Connect()
    {
        Connector(Company.Norvik, "okta", Okta, ("token", Reference("OKTA")));
        foreach (var company in CompaniesWithFirewalls)
        {
            Connector(company, "crowdstrike", Falcons[company], ("clientId", FalconTenant.ClientId), ("clientSecret", Reference($"FALCON_{company.Client}")));
            Connector(company, "fortigate_ban", Firewalls[company], ("token", Reference($"FORTIGATE_{company.Client}")));
        }

        Set("Escalation__Channels__0__Name", Channel);
        Set("Escalation__Channels__0__Kind", "webhook");
        Set("Escalation__Channels__0__Options__baseUrl", _server.AddressOf(Messages).AbsoluteUri);
        Set("Escalation__Channels__0__Options__secret", Reference("MESSAGES"));
    }

    private void Connector(Company company, string kind, IDemoProduct product, params ReadOnlySpan<(string Name, string Value)> options)
    {
        var number = _settings.Keys.Count(k => k.EndsWith("__Connector", StringComparison.Ordinal));
        var section = string.Create(CultureInfo.InvariantCulture, $"Response__Connectors__{number}__");
        Set(section + "Client", company.Client);
        Set(section + "Name", kind);
        Set(section + "Connector", kind);
        Set(section + "Options__baseUrl", _server.AddressOf(product).AbsoluteUri);
        foreach (var (name, value) in options)
        {
            Set($"{section}Options__{name}", value);
        }
    }

    private void Set(string name, string value) => _settings[$"Soc__{name}"] = value;
}

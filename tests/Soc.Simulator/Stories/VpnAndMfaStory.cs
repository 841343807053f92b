using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 11: for Oliver the firewall's log comes first, for Nina the identity provider's. Both are one picture of one person.</summary>
internal sealed class VpnAndMfaStory : IStory
{
    private long _dayMs;

    public int Number => 11;

    public string Title => "VPN and MFA in either order";

    public string Expected => "one person with both sources, by any name";

    public IReadOnlyList<Person> People { get; } = [Cast.Oliver, Cast.Nina];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var vpnFirst = Clock.At(storyDayMs, 9, 5);
        yield return Vpn(Cast.Oliver, vpnFirst);
        yield return Duo.Authentication(Cast.Oliver, vpnFirst + (20 * Clock.SecondMs), Cast.Oliver.Home, Cast.Oliver.HomeIp) with { AfterAllBefore = true };
        var factorFirst = Clock.At(storyDayMs, 9, 15);
        yield return Duo.Authentication(Cast.Nina, factorFirst, Cast.Nina.Home, Cast.Nina.HomeIp);
        yield return Vpn(Cast.Nina, factorFirst + (20 * Clock.SecondMs)) with { AfterAllBefore = true };
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var oliver = await LookAsync(api, Cast.Oliver, cancellationToken);
        var nina = await LookAsync(api, Cast.Nina, cancellationToken);
        return new StoryOutcome(oliver.Passed && nina.Passed, $"Oliver: {oliver.Got}; Nina: {nina.Got}", [.. oliver.IncidentIds, .. nina.IncidentIds]);
    }

    private static RawRecord Vpn(Person p, long at) =>
        PanOs.GlobalProtect(p, at, "gateway-connected", "connected", p.HomeIp, p.Home.Country, success: true, tunnelIp: VpnSession.TunnelIp(p));

    private async Task<StoryOutcome> LookAsync(ApiClient api, Person p, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, p, _dayMs, cancellationToken);
        var byUpn = await FindAsync(api, p, p.Upn, cancellationToken);
        var byLogin = await FindAsync(api, p, p.Windows, cancellationToken);
        if (byUpn is null || byLogin is null)
        {
            return Findings.Outcome(passed: false, byUpn is null ? "unknown" : "unknown by the Windows name", incidents);
        }

        var isSame = byUpn.Entity == byLogin.Entity;
        var sources = byUpn.Recent.Where(r => r.At.ToUnixTimeMilliseconds() >= _dayMs).Select(r => r.Source).Distinct(StringComparer.Ordinal).ToArray();
        var hasBoth = sources.Any(s => s.Contains("pan", StringComparison.OrdinalIgnoreCase)) && sources.Any(s => s.Contains("duo", StringComparison.OrdinalIgnoreCase));
        var words = $"{(isSame ? "one person" : "two persons")} in {(sources.Length == 0 ? "no log" : string.Join('+', sources))}";
        return Findings.Outcome(isSame && hasBoth && incidents.Count <= 1, incidents.Count > 1 ? $"{words}, {incidents.Count} incidents" : words, incidents);
    }

    private static Task<ApiEntityView?> FindAsync(ApiClient api, Person p, string name, CancellationToken cancellationToken) =>
        api.FindAsync<ApiEntityView>($"/api/v1/clients/{p.Company.Client}/entities/user/{Uri.EscapeDataString(name)}", cancellationToken);
}

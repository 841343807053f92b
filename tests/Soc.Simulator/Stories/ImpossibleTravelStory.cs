using System.Net;
using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Demo.Products;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 1, live: Amelia works in London at this time of day; minutes later she is in São Paulo, on a machine that nobody knows, and downloads. The address
/// is blocked and she is locked out at once, as agreed; then a person hears that it was her, and everything is as before.
/// </summary>
internal sealed class ImpossibleTravelStory : IStory
{
    private const int HistoryDays = 21;

    private static readonly Entra.Options Stranger = new()
    {
        App = "SharePoint Online",
        MfaMethod = null,
        Managed = false,
        Os = "Linux",
        Browser = "Firefox 131.0",
        UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
    };

    private static readonly string Far = Place.SaoPaulo.Ip(88);

    private readonly Proof _proof = new();
    private long _liveMs;

    public int Number => 1;

    public string Title => "Impossible travel";

    public string Expected => "impossible_travel, score from 90, told once, on time; address in the firewall's list, user suspended, both verified, both undone by a person";

    public IReadOnlyList<Person> People { get; } = [Cast.Amelia];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.Amelia;

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        for (var day = HistoryDays; day >= 1; day--)
        {
            // Just at this time of day, whatever time it is: the story is about the place.
            foreach (var record in InLondon(nowMs - (day * Clock.DayMs) + (day % 7 * Clock.MinuteMs)))
            {
                yield return record;
            }
        }
    }

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        return
        [
            .. InLondon(nowMs - (50 * Clock.MinuteMs)),
            Entra.SignIn(Cast.Amelia, nowMs - 6_000, Place.SaoPaulo, Far, Stranger) with { AfterAllBefore = true },
            PanOs.GlobalProtect(Cast.Amelia, nowMs - 5_000, "gateway-auth", "login", Far, "BR", success: true, host: "DESKTOP-7QK2"),
            PanOs.GlobalProtect(Cast.Amelia, nowMs - 4_000, "gateway-connected", "connected", Far, "BR", success: true, tunnelIp: "10.50.9.9", host: "DESKTOP-7QK2"),
            PanOs.Traffic(Cast.Amelia, nowMs - 1_000, "10.50.9.9", "10.20.1.11", "ms-ds-smb", 61_000_000, 4_600_000_000),
        ];
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Cast.Amelia, _liveMs - Clock.HourMs, cancellationToken);
        var passed = incidents.FirstOrDefault(i => i.Signal("impossible_travel") is not null) is { Score: >= 90, ReachesSomebody: true, Escalation.Late: false };
        return Findings.Outcome(passed && _proof.IsWhole, $"{Findings.InWords(incidents)}; {_proof.Words}", incidents);
    }

    public async Task ActAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (norvik, user) = (Company.Norvik, Cast.Amelia.Upn);
        var blocked = await stage.OperationAsync(new SoughtOperation(norvik, "block_address", Far, "enforced"), cancellationToken);
        var locked = await stage.OperationAsync(new SoughtOperation(norvik, "disable_user", user, "enforced"), cancellationToken);
        _proof.Shows(blocked is not null, "address blocked");
        _proof.Shows(locked is not null, "user locked");
        if (blocked is null || locked is null)
        {
            return;
        }

        stage.TellDone(this, blocked);
        await stage.UntilAsync(() => stage.FirewallOf(norvik).LineOf(Far) is not null, cancellationToken);
        if (_proof.Shows(stage.FirewallOf(norvik).LineOf(Far) is not null, "in the firewall's list"))
        {
            stage.Tell(this, "verify", $"the firewall's list has the line \"{stage.FirewallOf(norvik).LineOf(Far)}\"");
        }

        stage.TellDone(this, locked);
        _proof.Shows(stage.Products.Okta.UserOf(user).Status is "SUSPENDED", "SUSPENDED at Okta");
        await AnswerAsync(stage, cancellationToken);

        // Nothing else is in force at Norvik; each address of the incident was blocked, her own one at home too.
        foreach (var operation in await InForceAsync(stage, cancellationToken))
        {
            await stage.WishAsync(this, norvik, operation, "undo", "It was her, on a colleague's machine in the São Paulo office: she says so on the phone.", cancellationToken);
        }

        var unlocked = await stage.OperationAsync(new SoughtOperation(norvik, "disable_user", user, "rolled_back"), cancellationToken);
        var unblocked = await stage.OperationAsync(new SoughtOperation(norvik, "block_address", Far, "rolled_back"), cancellationToken);
        await stage.UntilAsync(() => stage.FirewallOf(norvik).Lines.Count == 0, cancellationToken);
        var isAsBefore = stage.Products.Okta.UserOf(user) == stage.Products.Okta.FirstOf(user);
        _proof.Shows(unblocked is not null && stage.FirewallOf(norvik).Lines.Count == 0, "address off the list");
        if (_proof.Shows(unlocked is not null && isAsBefore, "user ACTIVE as before"))
        {
            stage.Tell(this, "undo", $"{unlocked!.StatusReason} At Okta {user} is {stage.Products.Okta.UserOf(user).Status}, exactly as before. {unblocked?.StatusReason}");
        }
    }

    /// <summary>The one who was told says that he has it, by the link in his message.</summary>
    private async Task AnswerAsync(Stage stage, CancellationToken cancellationToken)
    {
        var told = await stage.UntilAsync(() => Task.FromResult(Asked(stage).FirstOrDefault()), cancellationToken);
        if (!_proof.Shows(told is { AcknowledgeLink: not null }, "a message with a link"))
        {
            return;
        }

        stage.Tell(this, "tell", $"{told!.Who}: \"{told.Title}\"");
        using var shown = await stage.Browser.GetAsync(told.AcknowledgeLink, cancellationToken);
        var after = await stage.IncidentAsync(told.IncidentId, cancellationToken);
        _proof.Shows(shown.StatusCode == HttpStatusCode.OK && after?.Escalation.Phase is "waiting", "opening the link changes nothing");
        using var pressed = await stage.Browser.PostAsync(told.AcknowledgeLink, content: null, cancellationToken);
        var taken = await stage.UntilAsync(async () => await stage.IncidentAsync(told.IncidentId, cancellationToken) is { Escalation.Phase: "acknowledged" } i ? i : null, cancellationToken);
        if (_proof.Shows(pressed.IsSuccessStatusCode && taken is not null, "its button does"))
        {
            stage.Tell(this, "decide", $"{taken!.Escalation.AcknowledgedBy} has it, by the button behind the link in the message");
        }

        _proof.Shows(Asked(stage).Length == 1 && Asked(stage)[0].Who == Crew.Of(Company.Norvik).OnCall, "the on-call told once");
    }

    private static async Task<IReadOnlyList<ApiOperation>> InForceAsync(Stage stage, CancellationToken cancellationToken) => await stage.UntilAsync(
        async () =>
        {
            var all = await stage.Api.OperationsAsync(Company.Norvik.Client, cancellationToken);
            return all.Any(o => o.Status is "proposed" or "approved" or "executing") ? null : all.Where(o => o.InForce).ToArray();
        },
        cancellationToken) ?? [];

    private static ToldMessage[] Asked(Stage stage) => [.. stage.MessagesAbout(Company.Norvik, $"user {Cast.Amelia.Upn}").Where(m => m.IsNew)];

    private static List<RawRecord> InLondon(long at)
    {
        var records = new List<RawRecord>();
        var upMs = VpnSession.Connect(records, Cast.Amelia, Place.London, Cast.Amelia.HomeIp, at, new Rng((ulong)at));
        records.Add(Entra.SignIn(Cast.Amelia, upMs, Place.London, Cast.Amelia.HomeIp));
        records.Add(Entra.SignIn(Cast.Amelia, upMs + (4 * Clock.MinuteMs), Place.London, Cast.Amelia.HomeIp, new Entra.Options { App = "Microsoft Teams" }));
        return records;
    }
}

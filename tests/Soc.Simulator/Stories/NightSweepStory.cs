using System.Globalization;
using Soc.Simulator.Demo.Acting;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 8: a machine sweeps the network and scans the server, at a company that wants to be woken for that and to have the machine cut off, and at one
/// that agreed to neither. Once at three in the morning of the story day, where only the decision is shown since it comes late; and live, when it is a
/// holiday at both, so that it is outside working hours whenever this is run.
/// </summary>
internal sealed class NightSweepStory : IStory
{
    private const int Hosts = 230;
    private const int Ports = 120;
    private const double WakeFrom = 90;
    private static readonly TimeSpan DigestWithin = TimeSpan.FromSeconds(80);
    private static readonly int[] Doors = [22, 445, 3389];

    // Live, all of it lies in the last minutes.
    private const long SweepMs = (Hosts + 5 + 40) * Clock.SecondMs;

    private readonly Proof _proof = new();
    private long _dayMs;
    private long _liveMs;

    public int Number => 8;

    public string Title => "3 a.m.";

    public string Expected => "from 90: machine cut off and somebody woken where the client agreed, until a person releases it; elsewhere nothing done, nobody woken, in the digest";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.AtelierSweeper, Fleet.KanzleiSweeper, .. Intruders];

    private static Machine[] Intruders => [Fleet.AtelierIntruder, Fleet.KanzleiIntruder];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        return Machines.Except(Intruders).SelectMany(m => Sweep(m, ThreeInTheMorning(m.Company, storyDayMs)));
    }

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        return Intruders.SelectMany(m => Sweep(m, nowMs - SweepMs));
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var atelier = await Findings.OfAsync(api, Fleet.AtelierSweeper, _dayMs, cancellationToken);
        var kanzlei = await Findings.OfAsync(api, Fleet.KanzleiSweeper, _dayMs, cancellationToken);
        var live = await LiveAsync(api, cancellationToken);
        var passed = Grave(atelier) is { Escalation.Decision: "wake" } && Grave(kanzlei) is { Escalation.Decision: "digest" } && _proof.IsWhole;
        return Findings.Outcome(passed, $"at night, woken: {Findings.InWords(atelier)}; not woken: {Findings.InWords(kanzlei)}; live: {_proof.Words}", [.. atelier, .. kanzlei, .. live]);
    }

    public Task ActAsync(Stage stage, CancellationToken cancellationToken) => Task.WhenAll(AtAtelierAsync(stage, cancellationToken), AtKanzleiAsync(stage, cancellationToken));

    private async Task AtAtelierAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (machine, company) = (Fleet.AtelierIntruder, Company.Atelier);
        var falcon = stage.Products.Falcons[company];
        var cutOff = await stage.OperationAsync(new SoughtOperation(company, "isolate_device", machine.Key, "enforced"), cancellationToken);
        if (!_proof.Shows(cutOff is not null && falcon.StatusesOf(machine)[^1] is "contained", "cut off at Atelier"))
        {
            return;
        }

        stage.TellDone(this, cutOff!);
        var told = await stage.UntilAsync(() => Task.FromResult(stage.MessagesAbout(company, $"device {machine.Key}").FirstOrDefault(m => m.IsNew)), cancellationToken);
        var incident = told is null ? null : await stage.IncidentAsync(told.IncidentId, cancellationToken);
        if (!_proof.Shows(told is not null && incident is { Escalation: { Decision: "wake", Late: false } }, "somebody woken"))
        {
            return;
        }

        stage.Tell(this, "tell", $"{told!.Who} is woken: \"{told.Title}\"");
        _ = await stage.PersonOf(company).PostAsync<object>($"/api/v1/incidents/{told.IncidentId}/acknowledge", new { }, cancellationToken);
        var taken = await stage.UntilAsync(async () => await stage.IncidentAsync(told.IncidentId, cancellationToken) is { Escalation.Phase: "acknowledged" } i ? i : null, cancellationToken);
        _proof.Shows(taken is not null, "acknowledged by the API");

        await stage.WishAsync(this, company, cutOff!, "release", "The machine was wiped and set up anew.", cancellationToken);
        var released = await stage.OperationAsync(new SoughtOperation(company, "isolate_device", machine.Key, "rolled_back"), cancellationToken);
        string[] all = [.. falcon.StatusesOf(machine)];
        if (_proof.Shows(released is not null && all is ["normal", "containment_pending", "contained", "lift_containment_pending", "normal"], "released by a person"))
        {
            stage.Tell(this, "undo", $"{released!.StatusReason} At Falcon {machine.Hostname} went {string.Join(" → ", all)}.");
        }
    }

    private async Task AtKanzleiAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (machine, company) = (Fleet.KanzleiIntruder, Company.Kanzlei);
        var listed = await stage.UntilAsync(
            async () => Grave(await Findings.OfAsync(stage.Api, machine, _liveMs - Clock.HourMs, cancellationToken)) is { Escalation.Phase: not null } i ? i : null,
            cancellationToken);
        if (!_proof.Shows(listed is { Escalation: { Decision: "digest", Phase: "quiet", Late: false } }, "only in the digest at Kanzlei"))
        {
            return;
        }

        // The digest is sent within the next minute, so that it need not be waited for until nine.
        var digestAt = TimeZoneInfo.ConvertTime(stage.Time.GetUtcNow().AddMinutes(1), TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone)).ToString("HH:mm", CultureInfo.InvariantCulture);
        _ = await stage.Api.PutAsync<ApiRules>($"/api/v1/clients/{company.Client}/rules", Agreements.Of(company, digestAt), cancellationToken);
        string[] names = [machine.Key, machine.Hostname, machine.Ip];
        var digest = await stage.UntilAsync(
            () => Task.FromResult(stage.Products.Messages.All.FirstOrDefault(m => m.Kind is "digest" && m.Client == company.Client && names.Any(n => m.Text.Contains(n, StringComparison.OrdinalIgnoreCase)))),
            DigestWithin,
            cancellationToken);
        var came = stage.Products.Messages.All.Where(m => m.Client == company.Client).Select(m => $"{m.Kind} {m.Title}");
        if (_proof.Shows(digest is not null, digest is null ? $"a digest at {digestAt} that names it; what came: {string.Join(", ", came)}" : "which arrived"))
        {
            stage.Tell(this, "tell", $"{digest!.Who} reads in the digest: \"{listed!.Title}\"");
        }

        var operations = await stage.Api.OperationsAsync(company.Client, cancellationToken);
        _proof.Shows(!operations.Any(o => o.Target.Kind is "device") && stage.Products.Falcons[company].StatusesOf(machine) is ["normal"], "nothing done");
        _proof.Shows(!stage.MessagesAbout(company, $"device {machine.Key}").Any(m => m.IsNew), "nobody woken");
    }

    private async Task<IReadOnlyList<ApiIncident>> LiveAsync(ApiClient api, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(Intruders.Select(m => Findings.OfAsync(api, m, _liveMs - Clock.HourMs, cancellationToken)))).SelectMany(i => i)];

    private static ApiIncident? Grave(IEnumerable<ApiIncident> incidents) => incidents.FirstOrDefault(i => i.Score >= WakeFrom && i.Signal("host_sweep", "port_scan") is not null);

    private static long ThreeInTheMorning(Company company, long dayMs)
    {
        var local = DateTimeOffset.FromUnixTimeMilliseconds(dayMs).DateTime.AddHours(3).AddMinutes(4);
        return dayMs + (3 * Clock.HourMs) + (4 * Clock.MinuteMs) - (long)TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone).GetUtcOffset(local).TotalMilliseconds;
    }

    private static IEnumerable<RawRecord> Sweep(Machine machine, long atMs)
    {
        var net = machine.Ip[..(machine.Ip.LastIndexOf('.') + 1)];
        for (var i = 0; i < Hosts; i++)
        {
            var host = net + (20 + i).ToString(CultureInfo.InvariantCulture);
            foreach (var door in Doors.Where(_ => !string.Equals(host, machine.Ip, StringComparison.Ordinal)))
            {
                yield return Capture.Flow(machine, atMs + (i * Clock.SecondMs), new FlowOf(host, door, State: "S0") { SourcePort = 40_000 + (i * Doors.Length) });
            }
        }

        for (var i = 0; i < Ports; i++)
        {
            yield return Capture.Flow(machine, atMs + ((Hosts + 5) * Clock.SecondMs) + (i * 300), new FlowOf(net + "10", 20 + (i * 41), State: "REJ") { SourcePort = 42_000 + i });
        }
    }
}

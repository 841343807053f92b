using System.Globalization;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>Weighs the names under a domain and puts them into words.</summary>
internal static class DnsTunnelReport
{
    private const int MaxExample = 80;
    private static readonly string[] Techniques = ["T1071.004", "T1048"];

    /// <summary>Null when what speaks against it leaves nothing to tell.</summary>
    public static Signal? Of(DnsTunnelOptions options, DnsTunnelState state, DnsDomain domain, int step, EnrichedEvent e, in DetectionContext context)
    {
        var draft = new SignalDraft(DnsTunnelDetector.DetectorId, context);
        var device = context.Entity.Value;
        var query = e.Event.Dns!.Query!;
        var name = RegisteredDomain.Of(query).ToString();
        var names = domain.Names.Count;
        var many = names >= DistinctSketch.Most ? $"more than {Say.Number(DistinctSketch.Most)}" : $"about {Say.Number(names)}";
        WeighAmount(draft, options, domain, Math.Max(step, (int)domain.ToldStep), many, name);
        WeighLooks(draft, options, domain, query);
        WeighAnswers(draft, options, domain);
        var learning = state.Clock.StillLearning(e.Event.TimeMs, context.Policy.LearningDays);
        WeighUsual(draft, options, state, domain, name, e.Event.TimeMs);
        if (learning is not null)
        {
            draft.Against("still_learning", $"{learning} Whether it always did so is not known yet.", 6);
        }

        Explain(draft, options, query, name);
        if (!draft.IsWorthTelling)
        {
            return null;
        }

        draft.RelatesUser(e.Event.UserKey);
        if (draft.BenignReading is null)
        {
            draft.RelatesDomain(query);
        }

        return draft.Build(
            e,
            string.Create(CultureInfo.InvariantCulture, $"{domain.Key:x8} {domain.FirstMs}"),
            domain.FirstMs,
            $"{device} asked for {many} different long names under {name} within {Words.Span(domain.LastMs - domain.FirstMs)}",
            Techniques,
            $"Find the program on {device} that asks for them and who owns {name}. If nobody knows it, block the domain at the resolver and take the device off the network.",
            new SignalSubject { Device = device, User = e.Event.UserKey },
            learning: learning);
    }

    private static void WeighAmount(SignalDraft draft, DnsTunnelOptions options, DnsDomain domain, int step, string many, string name)
    {
        var rate = domain.PeakBytes / DnsTunnelDetector.HourSeconds;
        if (step > 0)
        {
            draft.For(
                "information_rate",
                string.Create(CultureInfo.InvariantCulture, $"The new names under {name} carried about {Say.Number(domain.PeakBytes / 1000)} KB in an hour ({rate:0.0} bytes a second; ordinary names stay under {options.MinBytesASecond:0.0})."),
                step switch { 1 => 25, 2 => 32, _ => 40 });
        }

        var points = options.LevelOf(domain.Names.Count) switch { 4 => 35, 3 => 30, 2 => 25, 1 => 15, _ => 0 };
        draft.For("different_names", $"The device asked for {many} different names, in {Say.Number(domain.Questions)} questions.", points);
    }

    private static void WeighLooks(SignalDraft draft, DnsTunnelOptions options, DnsDomain domain, string query)
    {
        var example = query.Length <= MaxExample ? query : query[..MaxExample] + "…";
        if (domain.LongNames * 2 >= domain.NewNames)
        {
            draft.For("long_labels", $"Most of them have a part of {options.LongLabel} characters or more, such as {example}.", 8);
        }

        if (domain.RandomNames * 2 >= domain.NewNames)
        {
            draft.For("random_names", $"Most of them look random, such as {example}.", 8);
        }

        if (domain.OddTypes >= domain.Questions * options.OddTypeShare)
        {
            draft.For("odd_records", $"{Percent(domain.OddTypes, domain.Questions)} of the questions were for TXT, NULL, CNAME and the like, which leave room for data in the answer.", 14);
        }
    }

    private static void WeighAnswers(SignalDraft draft, DnsTunnelOptions options, DnsDomain domain)
    {
        if (domain.Answered == 0)
        {
            return;
        }

        if (domain.PeakMissing >= options.MinMissing && domain.Missing * 2 >= domain.Answered)
        {
            draft.For("names_do_not_exist", $"{Percent(domain.Missing, domain.Answered)} of the names do not exist, up to {Words.Count(domain.PeakMissing, "name")} an hour: who only sends needs no answer.", 10);
        }

        if (domain.WithLoopback * 2 >= domain.Answered)
        {
            draft.Against("list_answers", $"{Percent(domain.WithLoopback, domain.Answered)} of the answers are 127.x addresses, as block lists answer.", 25);
        }

        if (domain.WithInside * 2 >= domain.Answered)
        {
            // Whoever runs a tunnel chooses its answers: long names are not taken for machines for the answers alone.
            var areMachines = domain.LongNames * 2 < domain.NewNames;
            draft.Against(
                "inside_names",
                $"{Percent(domain.WithInside, domain.Answered)} of the answers are addresses inside{(areMachines ? ": these are names of the company's own machines" : ", though the names do not look like machines")}.",
                areMachines ? 45 : 10);
        }

        if (domain.WithAddress * 5 >= domain.Answered * 4)
        {
            draft.Against("real_addresses", $"{Percent(domain.WithAddress, domain.Answered)} of the names lead to real addresses, as those of a content network do; a tunnel may answer so too.", 10);
        }
    }

    private static void WeighUsual(SignalDraft draft, DnsTunnelOptions options, DnsTunnelState state, DnsDomain domain, string name, long atMs)
    {
        var days = state.Usual.DaysBefore(domain.Key, SeenTable.DayOf(atMs), lookBackDays: 30);
        if (days >= options.UsualDays)
        {
            draft.Against("usual_domain", $"It was as busy with {name} on {Words.Count(days, "day")} before.", 15);
        }
    }

    private static void Explain(SignalDraft draft, DnsTunnelOptions options, string query, string name)
    {
        if (LookupServices.ReputationOf(query) is { } what)
        {
            draft.Explain("reputation_look_ups", options.ExplainedAtMost, "reputation_service", $"{name} is {what}: it puts what is looked up, or its hash, into the name, and nobody else answers there.");
        }
        else if (LookupServices.ContentOf(query) is { } content)
        {
            draft.Explain("content_network_names", options.ExplainedAtMost, "content_network", $"{name} is {content}, whose names are many and look random; a stranger cannot answer there for any name.");
        }
    }

    private static string Percent(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, all):0} %");
}

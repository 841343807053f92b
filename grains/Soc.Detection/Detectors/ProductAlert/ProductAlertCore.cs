using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.ProductAlert;

/// <summary>
/// Another product's alert as a signal: its own score, less what custom takes away. The same for a device that the alert
/// names and, where it names none, for the address.
/// </summary>
internal static class ProductAlertCore
{
    private const long DayMs = 86_400_000;

    public static bool IsAlert(EnrichedEvent e) => e.Event is { Class: EventClass.DetectionFinding, Finding: not null };

    public static bool NamesDevice(EnrichedEvent e) => !string.IsNullOrEmpty(e.Event.Device?.Uid ?? e.Event.Device?.Hostname);

    public static void Step(string detector, ProductAlertOptions options, ProductAlertState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var finding = e.Event.Finding!;
        var title = finding.Title ?? finding.Type ?? "alert without a name";
        var name = XxHash3.HashToUInt64(MemoryMarshal.AsBytes($"{e.Event.Source}\u001f{title}".AsSpan()));
        var day = e.Event.TimeMs / DayMs;
        var (days, count) = state.Note(name, day, (int)options.Memory.TotalDays);
        var score = ScoreOf(e.Event);
        if (score < options.MinScore)
        {
            return;
        }

        var draft = new SignalDraft(detector, context);
        draft.For("product_score", string.Create(CultureInfo.InvariantCulture, $"{e.Event.Source} gives \"{title}\" {score:0} of 100."), score);
        if (finding.ActionId == 2)
        {
            draft.Against("blocked", "The product blocked it.", 15);
        }

        if (days >= options.CustomDays)
        {
            draft.Against("custom_here", $"The same alert came {count} times on {days} earlier days here: it is custom.", Math.Min(options.MaxCustomPoints, 5 * days));
        }
        else if (days == 0)
        {
            draft.Against("first_of_its_kind", "This alert never came here before: nothing speaks against it.", 0);
        }

        draft.RelatesUser(e.Event.UserKey);
        draft.RelatesAddress(e.Event.Src?.Ip, e.Src.Egress);
        sink.Emit(draft.Build(
            e,
            string.Create(CultureInfo.InvariantCulture, $"{name:x16}:{day}"),
            e.Event.TimeMs,
            $"{title} on {context.Entity.Value}",
            [],
            "Read what the product itself shows of this alert, then what the device did before and after it.",
            new SignalSubject { User = e.Event.UserKey, Address = e.Event.Src?.Ip, Device = e.Event.Device?.Hostname }));
    }

    public static IEnumerable<string> Describe(ProductAlertState state) =>
        state.Kinds.Length == 0
            ? []
            : [$"{state.Kinds.Length} kinds of alert of other products were seen, {state.Kinds.Sum(k => k.Count)} in all."];

    // A severity without a score: the middle of its band, so that only high and critical ones reach anybody by themselves.
    private static double ScoreOf(SecurityEvent e) => e.Finding!.Score >= 0
        ? Math.Min(100, e.Finding.Score)
        : e.Severity switch
        {
            Severity.Low => 20,
            Severity.Medium => 38,
            Severity.High => 65,
            Severity.Critical or Severity.Fatal => 88,
            _ => 5,
        };
}

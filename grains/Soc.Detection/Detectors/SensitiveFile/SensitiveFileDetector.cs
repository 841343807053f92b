using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.SensitiveFile;

/// <summary>
/// A device touches a file whose name speaks of secrets. One signal a file and day; many such files within an hour are one search for
/// secrets, told again as it grows. What the device opens day by day is its habit and is no longer told.
/// </summary>
public sealed class SensitiveFileDetector () : NetworkDetector<SensitiveFileState>(DetectorId, EntityKind.Device)
{
    private const string DetectorId = "sensitive_file";
    private static readonly string[] Techniques = ["T1552.001", "T1039"];
    private static readonly string[] SystemTechniques = ["T1003", "T1039"];

    private readonly SensitiveFileOptions _options = SensitiveFileOptions.Default;

    private long BurstMs => (long)_options.Burst.TotalMilliseconds;

    protected override bool Matters(EnrichedEvent e) => TouchedFile.NameOf(e.Event).IsSensitive;

    protected override void Step(SensitiveFileState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var file = TouchedFile.Of(e.Event)!.Value;
        var at = e.Event.TimeMs;
        var key = file.Key;
        var day = DayOf(at, context.Zone);
        var known = state.Files.Find(key, day, _options.LookBackDays);
        var daysBefore = state.Files.DaysBefore(key, day, _options.LookBackDays);
        state.Files = state.Files.Touch(key, day, SensitiveFileState.MaxFiles);
        if (known is { } entry && (entry.LastDay == day || entry.FirstDay == day))
        {
            return;
        }

        var name = file.Name.Length > SensitiveFileState.MaxName ? file.Name[..SensitiveFileState.MaxName] : file.Name;
        state.Touches.InsertAsItArrives(new FileTouch(at, e.Event.Id, key, name, (byte)file.What.Kind), e.Event.ReceivedMs, 24 * BurstMs, SensitiveFileState.MaxTouches);
        if (daysBefore < _options.HabitDays && IsSearch(state, at))
        {
            TellSearch(state, e, context, sink);
        }
        else
        {
            TellFile(state, file, daysBefore, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(SensitiveFileState state, in DetectionContext context)
    {
        var habits = 0;
        foreach (ref readonly var entry in state.Files.Entries)
        {
            habits += entry.Days > _options.HabitDays ? 1 : 0;
        }

        return [$"{Words.Count(state.Files.Entries.Length, "file")} with names that speak of secrets touched, {Words.Number(habits)} of them by habit."];
    }

    private static ushort DayOf(long timeMs, TimeZoneInfo zone) =>
        (ushort)Math.Clamp((LocalTime.At(timeMs, zone).Date - DateTime.UnixEpoch).Days, 0, ushort.MaxValue);

    private static int WeightOf(SensitiveKind kind) => kind switch
    {
        SensitiveKind.SystemSecrets => 60,
        SensitiveKind.PasswordList => 40,
        SensitiveKind.Wallet => 36,
        SensitiveKind.PrivateKey => 26,
        SensitiveKind.Settings => 22,
        _ => 20,
    };

    private static string WordsOf(SensitiveKind kind) => kind switch
    {
        SensitiveKind.SystemSecrets => "what all passwords of a system can be read from",
        SensitiveKind.PasswordList => "a list of passwords or other access data",
        SensitiveKind.Wallet => "a wallet of digital money",
        SensitiveKind.PrivateKey => "a private key",
        SensitiveKind.Settings => "settings in which passwords stand",
        _ => "the store of a password manager",
    };

    private bool IsSearch(SensitiveFileState state, long at) =>
        state.Search.Holds(at, BurstMs) || CountFiles(state.Touches.Between(at - BurstMs, at + BurstMs)) >= _options.BurstFiles;

    private static int CountFiles(ReadOnlySpan<FileTouch> touches)
    {
        var distinct = 0;
        for (var i = 0; i < touches.Length; i++)
        {
            var isFirst = true;
            for (var k = 0; k < i && isFirst; k++)
            {
                isFirst = touches[k].FileKey != touches[i].FileKey;
            }

            distinct += isFirst ? 1 : 0;
        }

        return distinct;
    }

    private void TellFile(SensitiveFileState state, in TouchedFile file, int daysBefore, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(DetectorId, context);
        var user = SignIn.UserOf(e.Event);
        var by = user is null ? "" : $" as {user}";
        var when = Words.At(e.Event.TimeMs, context.Zone);
        draft.For("name_speaks_of_secrets", $"{file.Path} was {file.Deed} by {context.Entity.Value}{by} at {when}; by its name it is {WordsOf(file.What.Kind)}.", WeightOf(file.What.Kind));
        if (daysBefore == 0)
        {
            draft.For("first_time", $"This device was not seen with the file in {Words.Count(_options.LookBackDays, "day")} before.", 12);
        }
        else
        {
            draft.Against("seen_before", $"The device touched the file on {Words.Count(daysBefore, "day")} before.", daysBefore >= _options.HabitDays ? 30 : 6 * daysBefore);
        }

        if (daysBefore < _options.HabitDays)
        {
            draft.WeighWorkingTime(e.Event.TimeMs);
        }

        if (e.Event.Status == EventStatus.Failure)
        {
            draft.Against("not_opened", "The server refused it or has no such file: nothing was read.", 18);
        }

        if (file.What.IsAboutRules)
        {
            draft.Against("speaks_of_rules", "The name speaks of rules, a guide or training: it is probably about passwords and has none in it.", 24);
        }

        var others = CountFiles(state.Touches.Between(e.Event.TimeMs - BurstMs, e.Event.TimeMs + BurstMs)) - 1;
        if (others >= 2)
        {
            draft.For("others_of_that_sort", $"{Words.Count(others, "other file")} of that sort within {Words.Span(BurstMs)}.", 8);
        }

        if (draft.Score < _options.LeastTold)
        {
            return;
        }

        draft.RelatesUser(user);
        draft.Relates(new EntityKey(context.Entity.Client, EntityKind.File, file.Path));
        sink.Emit(draft.Build(
            e,
            $"{file.Key:x8}|{DayOf(e.Event.TimeMs, context.Zone)}",
            e.Event.TimeMs,
            $"{file.Name} was {file.Deed} by {context.Entity.Value}{by}",
            file.What.Kind == SensitiveKind.SystemSecrets ? SystemTechniques : Techniques,
            AdviceFor(file.What.Kind),
            SubjectOf(e, context, user)));
    }

    private void TellSearch(SensitiveFileState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var at = e.Event.TimeMs;
        var touches = state.Touches.Between(at - BurstMs, at + BurstMs);
        var search = state.Search.With(touches[0].TimeMs, touches[^1].TimeMs, BurstMs);
        var isNew = search.Count == 0;
        search = search with { Count = Math.Max(search.Count + 1, CountFiles(touches)) };
        var draft = new SignalDraft(DetectorId, context);
        var (worst, names) = (SensitiveKind.PasswordSafe, new List<string>());
        foreach (ref readonly var touch in touches)
        {
            draft.Rests(touch.Id);
            worst = WeightOf((SensitiveKind)touch.Kind) > WeightOf(worst) ? (SensitiveKind)touch.Kind : worst;
            if (!names.Contains(touch.Name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(touch.Name);
            }
        }

        var user = SignIn.UserOf(e.Event);
        var level = search.Count < _options.BurstFiles ? 1 : 1 + (int)Math.Log2((double)search.Count / _options.BurstFiles);
        var span = Words.Span(search.LastMs - search.FirstMs);
        draft.For("many_secrets", $"{context.Entity.Value} touched {Words.Count(search.Count, "different file")} with names that speak of secrets within {span}: {Words.Some(names)}.", 30 + Math.Min(20, 6 * (level - 1)));
        draft.For("worst_of_them", $"The gravest of them is, by its name, {WordsOf(worst)}.", WeightOf(worst) * 0.6);
        draft.WeighWorkingTime(e.Event.TimeMs);
        var isTold = !isNew && state.Search.ToldLevel > 0;
        state.Search = search;
        if (isTold && level <= search.ToldLevel && !draft.IsNewOrWorse(state.ToldScore, _options.WorseBy))
        {
            return;
        }

        state.Search = search with { ToldLevel = Math.Max(level, search.ToldLevel) };
        state.ToldScore = draft.Score;
        draft.RelatesUser(user);
        sink.Emit(draft.Build(
            e,
            $"search|{search.AnchorMs}",
            search.FirstMs,
            $"{context.Entity.Value} goes through files with passwords: {Words.Count(search.Count, "file")} within {span}",
            worst == SensitiveKind.SystemSecrets ? SystemTechniques : Techniques,
            "Ask the user whether they did it. If not: cut the device off, change what stands in these files, and look at where the device sends data.",
            SubjectOf(e, context, user)));
    }

    private static SignalSubject SubjectOf(EnrichedEvent e, in DetectionContext context, string? user) =>
        new() { Device = context.Entity.Value, User = user, Address = e.Src.Ip };

    private static string AdviceFor(SensitiveKind kind) => kind switch
    {
        SensitiveKind.SystemSecrets => "Hardly anybody copies such a file for good reasons: ask the administrators at once, and see where it went.",
        SensitiveKind.PasswordList => "Ask the user what the file is. Passwords in a document belong into a password manager; if somebody else read them, change them.",
        _ => "Ask the user what the file is for. If nobody knows: change the key or password, and see where the file went.",
    };
}

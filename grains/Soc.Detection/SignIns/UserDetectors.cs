using Soc.Model.Entities;

namespace Soc.Detection.SignIns;

/// <summary>
/// All detectors of a user as one: they share a <see cref="SignInMemory"/>, which is brought up to date once an event, and each may
/// have a memory of its own beside it. A detector that throws stops none of the others.
/// </summary>
public sealed class UserDetectors(IReadOnlyList<IDetector> detectors) : IDetector
{
    private readonly IDetector[] _detectors = [.. detectors];

    public string Id => "user_sign_ins";

    public EntityKind EntityKind => EntityKind.User;

    public Type StateType => typeof(SignInMemory);

    public bool Wants(EnrichedEvent e)
    {
        if (SignInMemoryWriter.Wants(SignIn.Of(e)))
        {
            return true;
        }

        foreach (var detector in _detectors)
        {
            if (detector.MayWant(e))
            {
                return true;
            }
        }

        return false;
    }

    public DetectorState? Step(DetectorState? state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var known = state as SignInMemory;
        var memory = known ?? new SignInMemory();
        var s = SignIn.Of(e);
        var arrival = SignInMemoryWriter.Arrive(memory, s, context);
        var inner = context with { Memory = memory, Arrival = arrival };
        foreach (var detector in _detectors)
        {
            Step(detector, memory, e, inner, sink);
        }

        SignInMemoryWriter.Learn(memory, s, arrival, context);
        return known ?? (memory.IsEmpty ? null : memory);
    }

    public IEnumerable<string> Describe(DetectorState state, in DetectionContext context)
    {
        if (state is not SignInMemory memory)
        {
            return [];
        }

        var inner = context with { Memory = memory };
        var sentences = new List<string>(SignInMemoryWords.Of(memory, context));
        foreach (var part in memory.Parts)
        {
            if (Array.Find(_detectors, d => d.StateType == part.GetType()) is { } detector)
            {
                sentences.AddRange(detector.Describe(part, inner));
            }
        }

        return sentences;
    }

    private static void Step(IDetector detector, SignInMemory memory, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        try
        {
            if (!detector.Wants(e))
            {
                return;
            }

            var at = IndexOf(memory.Parts, detector.StateType);
            var part = detector.Step(at < 0 ? null : memory.Parts[at], e, context, sink);
            if (at < 0 && part is not null && memory.Parts.Length < SignInMemory.MaxParts)
            {
                memory.Parts = [.. memory.Parts, part];
            }
            else if (at >= 0 && part is null)
            {
                memory.Parts = [.. memory.Parts.AsSpan(0, at), .. memory.Parts.AsSpan(at + 1)];
            }
            else if (at >= 0 && part is not null)
            {
                memory.Parts[at] = part;
            }
        }
#pragma warning disable CA1031 // whatever a detector throws, the others go on; who called hears of each
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            sink.Failed(detector.Id, e, thrown);
        }
    }

    private static int IndexOf(DetectorState[] parts, Type type)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].GetType() == type)
            {
                return i;
            }
        }

        return -1;
    }
}

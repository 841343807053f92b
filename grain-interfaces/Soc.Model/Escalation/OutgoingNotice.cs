using Orleans;
using Soc.Model.Policies;

namespace Soc.Model.Escalation;

/// <summary>A message that was decided and is not delivered yet.</summary>
[GenerateSerializer, Immutable, Alias("soc.OutgoingNotice")]
public sealed record OutgoingNotice
{
    public const int MaxTextLength = 1_000;

    /// <summary>Of the incident, from 1: makes the message's id, the same over retries.</summary>
    [Id(0)] public required int Number { get; init; }

    [Id(1)] public required NoticeKind Kind { get; init; }

    [Id(2)] public required ContactStep To { get; init; }

    /// <summary>What is new, in words; at most <see cref="MaxTextLength"/> characters.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>When it was decided, wall clock, ms since the epoch.</summary>
    [Id(4)] public required long AtMs { get; init; }

    /// <summary>Somebody has to act now: it is sent however much people were told already.</summary>
    [Id(5)] public bool IsUrgent { get; init; }

    /// <summary>It may be sent by itself; otherwise that is to be asked first.</summary>
    [Id(6)] public bool IsAllowed { get; init; }

    /// <summary>How often it was sent in vain.</summary>
    [Id(7)] public int Tries { get; init; }

    /// <summary>Not before, wall clock, ms since the epoch.</summary>
    [Id(8)] public long NextMs { get; init; }

    /// <summary>It asks for an answer.</summary>
    public bool IsAsking => Kind is NoticeKind.New or NoticeKind.Reminder;
}

namespace Soc.GrainInterfaces.Storage;

/// <summary>Which dead letters were replayed, so that none is counted twice.</summary>
public interface IReplayMarks
{
    /// <summary>The marked letters of a client with an offset from <paramref name="fromOffset"/> to <paramref name="toOffset"/>, both included.</summary>
    ValueTask<IReadOnlyList<ReplayMark>> ReadAsync(string client, long fromOffset, long toOffset, CancellationToken cancellationToken);

    /// <summary>Marks letters, and forgets marks of letters received before a moment; completes when durable.</summary>
    ValueTask WriteAsync(string client, IReadOnlyList<ReplayMark> marks, long forgetBeforeMs, CancellationToken cancellationToken);
}

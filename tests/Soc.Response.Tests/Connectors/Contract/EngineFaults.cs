namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>How a call within the engine fails: by an error, whose words may have anything in them.</summary>
internal static class EngineFaults
{
    /// <summary>Fails before anything was done.</summary>
    public static async ValueTask BeforeAsync(Fault? fault, string secret, CancellationToken cancellationToken)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Denied:
                throw new UnauthorizedAccessException($"Password={secret} is not taken.");
            case FaultKind.Refused:
                throw new IOException($"Nobody listens at host=db;password={secret}");
            case FaultKind.GivesUp:
                throw new OperationCanceledException($"Cancelled: password={secret}");
            case FaultKind.Silence:
                // Until the caller gives up.
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
        }
    }

    /// <summary>Fails after it was done: there silence is an answer that did not come in time.</summary>
    public static void After(Fault? fault, string secret)
    {
        switch (fault?.Kind)
        {
            case FaultKind.SilenceAfterActing:
                throw new TimeoutException($"No answer from password={secret}");
            case FaultKind.BreakAfterActing:
                throw new IOException($"Broken off: password={secret}");
        }
    }
}

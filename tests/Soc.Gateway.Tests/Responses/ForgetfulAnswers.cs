using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Responses;

/// <summary>A store that has lost the answer whenever it is asked.</summary>
internal sealed class ForgetfulAnswers : IAnswerStore
{
    public ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken) => ValueTask.FromResult<StoredAnswer?>(null);

    public ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

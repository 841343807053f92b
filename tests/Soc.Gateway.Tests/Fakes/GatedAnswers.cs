using System.Collections.Concurrent;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>Answers in memory; the first look-up waits until the test lets it go on.</summary>
internal sealed class GatedAnswers : IAnswerStore
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, StoredAnswer> _answers = new(StringComparer.Ordinal);

    public Task Asked => _asked.Task;

    public void Open() => _open.TrySetResult();

    public async ValueTask<StoredAnswer?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
        return _answers.GetValueOrDefault(id);
    }

    public ValueTask WriteAsync(StoredAnswer answer, long keepSinceMs, int maxOfCaller, CancellationToken cancellationToken)
    {
        _answers[answer.Id] = answer;
        return ValueTask.CompletedTask;
    }
}

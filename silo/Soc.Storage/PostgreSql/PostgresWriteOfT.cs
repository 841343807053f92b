namespace Soc.Storage.PostgreSql;

/// <inheritdoc cref="PostgresWrite"/>
/// <param name="write">The statements; may run more than once, when what it did before was taken back.</param>
internal sealed class PostgresWrite<T>(Func<PostgresCommands, Task<T>> write) : PostgresStatements
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public override async Task RunAsync(PostgresCommands commands) => _result = await write(commands);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}

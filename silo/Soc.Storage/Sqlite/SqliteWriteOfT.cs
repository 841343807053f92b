using Microsoft.Data.Sqlite;

namespace Soc.Storage.Sqlite;

/// <inheritdoc cref="SqliteWrite"/>
internal sealed class SqliteWrite<T>(Func<SqliteCommands, T> write) : SqliteWrite
{
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Range = 25;

    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _refusal;

    public Task<T> Done => _done.Task;

    public override void Run(SqliteCommands commands)
    {
        try
        {
            _result = write(commands);
        }
        catch (InvalidOperationException refusal)
        {
            // Writes refuse before their first statement that changes something.
            _refusal = refusal;
        }
        catch (SqliteException unfit) when (unfit.SqliteErrorCode is TooBig or Constraint or Mismatch or Range)
        {
            // This value does not fit; SQLite took the statement back, and the others of the group stand.
            _refusal = new InvalidOperationException($"The value cannot be stored: {unfit.Message}", unfit);
        }
    }

    public override void Complete()
    {
        if (_refusal is null)
        {
            _done.TrySetResult(_result);
        }
        else
        {
            _done.TrySetException(_refusal);
        }
    }

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}

using Npgsql;

namespace Soc.Storage.PostgreSql;

/// <summary>Short forms for statements with positional parameters ($1, $2, …) on one connection. For one caller at a time.</summary>
internal sealed class PostgresCommands(NpgsqlConnection connection, NpgsqlTransaction? transaction)
{
    /// <returns>Rows changed.</returns>
    public async Task<int> ExecuteAsync(string sql, object?[] parameters, CancellationToken cancellationToken = default)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object?[] parameters, CancellationToken cancellationToken = default)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = parameter switch
                {
                    null => DBNull.Value,
                    string text => PostgresText.Storable(text),
                    string[] texts => Array.ConvertAll(texts, PostgresText.Storable),
                    _ => parameter,
                },
            });
        }

        return command;
    }
}

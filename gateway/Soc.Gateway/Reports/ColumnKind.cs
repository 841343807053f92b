namespace Soc.Gateway.Reports;

/// <summary>What a column holds, whatever it is written as.</summary>
internal enum ColumnKind
{
    Text = 0,
    /// <summary>With a fraction.</summary>
    Number = 1,
    /// <summary>Without one.</summary>
    Whole = 2,
    /// <summary>In UTC.</summary>
    Moment = 3,
    Flag = 4,
}
